home-todos = { $count ->
    [0] 읽을거리
   *[other] 읽을거리 ({ $count }개)
}
home-no-todos = 읽을거리가 비어 있어요. 아래 버튼으로 논문 링크나 글을 넣어 보세요.
home-notes = { $count ->
    [0] 메모
   *[other] 최근 메모 (모두 { $count }개)
}
home-no-notes = 아직 메모가 없어요.
home-new-note = 새 메모
home-search = 메모 찾기
