help-settings = 이 대화의 언어, 시간대, 구독
help-settings-language = 언어 고르기: 한국어, English, 中文
help-settings-timezone = 시간대 정하기: 날짜와 발송 시각의 기준

settings-heading = 설정
settings-language = 언어
settings-timezone = 시간대
settings-timezone-now = { $timezone } (지금 { $time })
settings-surprises = 의외의 논문
settings-surprises-on = 켜짐. 끄려면 `/profile surprises off`
settings-surprises-off = 꺼짐. 켜려면 `/profile surprises on`
settings-on = 켜짐
settings-off = 꺼짐
settings-how = 바꾸려면 `/settings language en` 또는 `/settings timezone Asia/Seoul`처럼 입력해 주세요.
settings-no-digest = 아직 구독이 없어요. `/subscribe cs.CL`(으)로 매일 받아 보세요.
settings-digests = 받고 계신 구독:
settings-digests-how = 일시 중지와 재개는 `/subscriptions`, 해지는 `/unsubscribe`과(와) 번호로 해요.

settings-language-which = 어떤 언어로 할까요? 버튼을 누르거나 `/settings language 中文`처럼 입력해 주세요.
settings-language-unknown = “{ $text }”은(는) 아직 지원하지 않아요. `/settings language ko`, `en`, `zh` 중에서 입력해 주세요.
settings-language-set = 이제부터 한국어로 이야기해요.

settings-timezone-which = 지금 시간대는 { $timezone }이에요(예요). 바꾸려면 도시를 써 주세요: `/settings timezone Seoul`
settings-timezone-similar = “{ $text }” 시간대는 없어요. 이 중에 가까운 곳이 있나요?
settings-timezone-unknown = “{ $text }” 시간대는 없어요. 가까운 큰 도시를 써 주세요. 예: `/settings timezone Seoul`
settings-timezone-set = 시간대를 바꿨어요: { $timezone } (현재 { $time })

settings-unknown = “{ $text }” 설정은 없어요. `/settings`에서 확인하거나 `/settings language en`처럼 입력해 주세요.
settings-button-change = 바꾸기
settings-timezone-hint = 서울 같은 도시 이름이나 Asia/Seoul
settings-timezone-near = “{ $text }” 시간대는 없어요. 이 중에서 써 주세요: { $similar }
