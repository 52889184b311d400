why-heading = { $paper } 논문을 { $rank }위로 고른 이유
why-score = { $score }점:
why-rest = 나머지 작은 요인 { $count }가지
why-untold = { $paper } 논문은 이유를 기록하기 전에 골랐어요. 더 새로운 다이제스트에 물어봐 주세요. 예: `/digest why 1`
why-not-shown = { $paper } 논문은 여기 다이제스트에 나온 적이 없어서 설명할 것이 없어요.
why-no-digest = 아직 다이제스트를 받은 적이 없어요. 먼저 `/digest`을(를), 그다음 `/digest why 1`을(를) 입력해 주세요.
why-no-rank = 지난 다이제스트에는 논문이 { $count }편 있었어요: `/digest why 1`부터 `/digest why { $count }`까지요.
why-what = 어느 논문인가요? 지난 다이제스트의 순위나 arXiv 번호를 써 주세요: `/digest why 3`
digest-why = 왜?

term-author = 관심 저자 { $about }의 논문이에요
term-keyword-title = 제목에 “{ $about }”이(가) 있어요
term-keyword = 초록에 “{ $about }”이(가) 있어요
term-primary = 구독하신 { $about } 분류예요
term-content = { $sign ->
    [minus] 그날의 다른 논문보다 관심사에서 멀어요
   *[plus] { $named ->
        [no] 관심사와 가까워요
       *[yes] 관심사와 가까워요: { $about }
    }
}
term-likeness = { $named ->
    [no] 좋아하신 논문과 겹치는 희귀 단어가 있어요
   *[yes] 좋아하신 논문, 특히 { $about }과(와) 겹치는 희귀 단어가 있어요
}
term-dislikeness = { $named ->
    [no] 덜 보겠다고 하신 논문과 겹치는 희귀 단어가 있어요
   *[yes] 덜 보겠다고 하신 { $about }과(와) 비슷해요
}
term-categories = { $sign ->
    [minus] { $about } 논문은 별로 좋아하지 않으셨어요
   *[plus] { $about } 논문을 좋아하셨어요
}
term-known-authors = 전에 { $about }의 논문을 좋아하셨어요
term-standing = { $about }의 논문은 많은 독자가 골랐어요
term-late = { $sign ->
    [minus] 일찍 제출된 논문이에요. 이런 논문은 덜 선택되는 편이에요
   *[plus] 마감 직전에 제출된 논문이에요. 이런 논문은 더 자주 선택되는 편이에요
}
term-team = { $sign ->
    [minus] 저자가 많아요
   *[plus] 저자가 적어요
}
term-code = 코드 링크가 있어요
term-title = { $sign ->
    [minus] 제목이 길고 평범해요
   *[plus] 독자들이 자주 고르는 형식의 제목이에요
}
term-community = 커뮤니티 추천과 인용
term-different = 점수와 상관없이 의외의 논문으로 골랐어요
