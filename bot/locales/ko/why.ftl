why-heading = { $paper } 논문이 { $rank }위인 까닭
why-score = { $score }점이에요. 이렇게 더했어요:
why-rest = 나머지 작은 것 { $count }가지를 합쳐서
why-untold = { $paper } 논문은 점수의 근거를 적어 두기 전에 고른 거예요. 더 새로운 소식의 논문을 물어봐 주세요. 예: `/digest why 1`
why-not-shown = 여기 소식에서 { $paper } 논문을 보여 드린 적이 없어서 아직 설명할 것이 없어요.
why-no-digest = 아직 여기서 소식을 보여 드린 적이 없어요. 먼저 `/digest` 를, 그다음 `/digest why 1` 을 입력해 주세요.
why-no-rank = 지난 소식에는 논문이 { $count }편 있었어요: `/digest why 1` 부터 `/digest why { $count }` 까지요.
why-what = 지난 소식의 순위나 arXiv 번호를 써 주세요: `/digest why 3`
digest-why = 왜?

term-author = 관심 저자 { $about }의 논문이에요
term-keyword-title = 제목에 “{ $about }”이(가) 있어요
term-keyword = 초록에 “{ $about }”이(가) 있어요
term-primary = 보고 싶다고 하신 { $about } 분류예요
term-content = { $sign ->
    [minus] 그날의 다른 논문들보다 취향에서 먼 내용이에요
   *[plus] { $named ->
        [no] 좋아하시는 내용과 가까워요
       *[yes] 좋아하시는 내용과 가까워요: { $about }
    }
}
term-likeness = { $named ->
    [no] 좋아하신 논문과 드문 낱말을 조금 나눠 가져요
   *[yes] 좋아하신 것들, 특히 { $about } 와 드문 낱말을 나눠 가져요
}
term-dislikeness = { $named ->
    [no] 덜 보고 싶다고 하신 논문과 드문 낱말을 조금 나눠 가져요
   *[yes] 덜 보고 싶다고 하신 { $about } 와 비슷해요
}
term-categories = { $sign ->
    [minus] { $about } 논문은 별로 좋아하지 않으셨어요
   *[plus] { $about } 논문을 좋아하셨어요
}
term-known-authors = 전에 { $about }의 논문을 좋아하셨어요
term-standing = { $about }의 논문은 많은 독자가 골랐어요
term-late = { $sign ->
    [minus] 일찍 제출된 논문인데, 이런 논문은 덜 골라져요
   *[plus] 마감 직전에 제출된 논문인데, 이런 논문이 더 자주 골라져요
}
term-team = { $sign ->
    [minus] 저자가 많아요
   *[plus] 저자가 적어요
}
term-code = 코드 링크가 있어요
term-title = { $sign ->
    [minus] 제목이 길고 평범해요
   *[plus] 많은 독자가 고르는 꼴의 제목이에요
}
term-community = 다른 사람들의 평가예요
term-different = 점수 때문이 아니라 조금 다른 논문으로 골랐어요
