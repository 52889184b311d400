help-digest = 읽어 볼 만한 논문: 최신 또는 날짜 지정
help-digest-why = 고른 이유 자세히 보기
help-digest-preview = 다음 다이제스트 미리 보기

digest-collecting = { $on } { $categories } 새 논문을 모으고 있어요…
digest-heading = { $on } 발표 논문
digest-heading-days = { $first }부터 { $last }까지 발표된 논문
digest-heading-none = { $on }에 발표된 논문이 없어요
digest-heading-late = { $on } 논문은 아직 없어요
digest-counts = { $shown ->
    [0] { $categories }:{" "}
   *[other] {""}
}새 논문 { $new }편, 교차 등재 { $cross }편.{ $shown ->
    [0] {""}
   *[other] {" "}그중 { $shown }편을 골랐어요.
}
digest-all-shown = 모두 이미 보셨어요. 다시 보려면 `/digest --again { $again }`을(를) 입력해 주세요.
digest-quiet = { $on }에는 arXiv { $categories }에 새로 올라온 논문이 없어요.
digest-waiting = { $on } arXiv { $categories } 발표가 아직 나오지 않았어요. 나중에 `/digest { $again }`을(를) 입력해 주세요.
digest-failed = { $on } arXiv { $categories } 발표를 읽지 못했어요. 잠시 뒤에 `/digest { $again }`(으)로 다시 시도해 주세요.
digest-stalled = arXiv { $categories } 피드가 늦어지고 있어요. 지금쯤 { $on } 발표가 나와야 해요. 나중에 `/digest { $again }`을(를) 입력해 주세요.
digest-late = arXiv에서 늦어지는 발표: { $which }. 이 논문들은 다음 다이제스트에 함께 보내 드릴게요.
digest-replaced = 메모하신 논문의 v{ $version }: { $paper } — { $what }
replaced-title = 이전 제목 “{ $title }”
replaced-abstract = 초록이 { $before }자에서 { $after }자로 바뀌었어요
replaced-comment = 비고: “{ $comment }”
replaced-inside = 제목과 초록 길이는 그대로예요
digest-nothing-since = 지난 다이제스트({ $on }) 이후로 arXiv { $categories }에 새로 올라온 논문이 없어요.
digest-future = { $on }은 아직 오지 않았어요. 최신 발표는 `/digest { $newest }`(으)로 볼 수 있어요.
digest-too-early = arXiv는 { $first }에 시작했어요. `/digest 2025-06-11`처럼 그 뒤의 날짜를 써 주세요.
digest-no-subscription = 아직 구독이 없어요. `/subscribe cs.CL`(으)로 매일 받아 보거나, `/digest 2025-06-11 cs.CL`(으)로 한 번만 볼 수 있어요.

preview-heading = 다음 다이제스트 미리보기 ({ $due } 예정)
preview-so-far = 미리보기라서 보낸 것으로 기록되지 않아요.
preview-nothing-until = arXiv의 다음 발표({ $on })는 { $at }에 나와요. 그때까지 { $newest } 논문 가운데 아직 안 보신 것을 보여 드려요.
preview-nothing = 아직 발표된 논문이 없어요. 그때까지 { $newest } 논문 가운데 아직 안 보신 것을 보여 드려요.
preview-paused = 구독이 모두 일시 중지되어 다음 다이제스트가 없어요. `/subscriptions`에서 다시 받을 수 있어요.

digest-more = { $count ->
    [0] 👍
   *[other] 👍 { $count }
}
digest-less = { $count ->
    [0] 👎
   *[other] 👎 { $count }
}
digest-more-in-full = 👍 이런 논문 더 보기
digest-less-in-full = 👎 이런 논문 덜 보기
digest-learned-more = 기억했어요. 이런 논문을 더 골라 드릴게요.
digest-learned-less = 기억했어요. 이런 논문은 덜 골라 드릴게요.
digest-unlearned = 되돌렸어요. 이제 추천에 영향을 주지 않아요.

reason-author = 관심 저자 { $author }의 논문
reason-author-like = { $author }의 논문 (관심 저자 “{ $followed }”)
reason-keyword-title = 제목에 “{ $keyword }”
reason-keyword = 키워드 “{ $keyword }” 포함
reason-note = { $title } 메모({ $on })와 비슷해요
reason-note-untitled = { $number }번 메모({ $on })와 비슷해요
reason-note-same = { $number }번 메모에서 다룬 논문이에요
reason-people = 여기 { $people }명이 비슷한 논문을 좋아하거나 저장했어요. 예: { $title }
reason-liked = 좋아하신 { $title } 논문과 비슷해요 ({ $on })
reason-liked-same = 이런 논문을 더 보고 싶다고 하셨어요
reason-read = 읽으신 { $title } 논문과 비슷해요 ({ $on })
reason-read-same = 이미 읽으신 논문이에요
reason-listed = 읽을거리에 두신 { $title } 논문과 비슷해요 ({ $on })
reason-listed-same = 읽을거리에 있는 논문이에요
reason-opened = 열어 보신 { $title } 논문과 비슷해요 ({ $on })
reason-opened-same = 열어 보신 논문이에요 ({ $on })
reason-upvotes = Hugging Face 추천 { $count }개
reason-citations = Semantic Scholar 인용 { $count }회
reason-influential = Semantic Scholar 주요 인용 { $count }회
reason-recommended = 메모하신 논문을 바탕으로 Semantic Scholar가 추천했어요
reason-cross = { $category } 교차 등재
reason-different = 평소 관심사와는 다른 논문이에요
