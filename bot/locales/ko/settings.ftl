help-settings = 이 대화의 언어, 시간대, 구독
help-settings-language = 한국어, English, 中文 중에서 언어 고르기
help-settings-timezone = 계신 곳 정하기. 날짜와 보내 드리는 시각의 기준이에요

settings-heading = 설정
settings-language = 언어
settings-timezone = 시간대
settings-timezone-now = { $timezone } (지금 { $time })
settings-surprises = 조금 다른 논문
settings-surprises-on = 세 편 이상인 소식에 한 편; `/profile surprises off` 로 끌 수 있어요
settings-surprises-off = 꺼짐; `/profile surprises on` 을 입력하시면 한 편씩 섞어 드려요
settings-on = 켜짐
settings-off = 꺼짐
settings-how = 바꾸려면 `/settings language en` 이나 `/settings timezone Asia/Seoul` 처럼 입력해 주세요.
settings-no-digest = 아직 구독이 없어요. `/subscribe cs.CL` 을 입력하시면 매일 새 논문을 보내 드려요.
settings-digests = 받고 계신 구독:
settings-digests-how = `/subscriptions` 로 멈추거나 다시 받고, `/unsubscribe` 뒤에 번호를 쓰면 끝낼 수 있어요.

settings-language-which = 어떤 언어로 이야기할까요? 버튼을 누르거나 `/settings language 中文` 처럼 입력해 주세요.
settings-language-unknown = “{ $text }” 은(는) 아직 할 줄 몰라요. `/settings language ko`, `en`, `zh` 중에서 입력해 주세요.
settings-language-set = 이제부터 한국어로 이야기해요.

settings-timezone-which = 지금 시간대는 { $timezone } 이에요. 바꾸려면 도시 이름을 써 주세요: `/settings timezone Seoul`
settings-timezone-similar = “{ $text }” 이름의 시간대는 없어요. 이 중에서 가까운 곳은 어디인가요?
settings-timezone-unknown = “{ $text }” 시간대는 없어요. 가까운 큰 도시를 써 주세요. 예: `/settings timezone Seoul`, `/settings timezone Europe/London`
settings-timezone-set = 시간대를 { $timezone } 으로 바꿨어요. 그곳은 지금 { $time } 이에요.

settings-unknown = “{ $text }” 설정은 없어요. `/settings language en`, `/settings timezone Seoul` 처럼 쓰시거나, `/settings` 로 지금 설정을 확인해 주세요.
settings-button-change = 바꾸기
settings-timezone-hint = 서울 같은 도시 이름이나 Asia/Seoul
settings-timezone-near = “{ $text }” 이름의 시간대는 없어요. 이 중에서 하나를 써 주세요: { $similar }
