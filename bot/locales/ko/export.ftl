help-export = 모든 것을 Markdown과 JSON으로 내려받기

export-ready = 여기 있는 전부예요: 메모 { $notes }개, 할 일 { $todos }개, 구독 { $subscriptions }개, 그리고 설정.
export-format-unknown = “{ $text }” 형식은 지원하지 않아요. `/export markdown`, `/export json`, 또는 둘 다 받으려면 `/export`을(를) 입력해 주세요.
export-title = Paperboy: 전부
export-settings = 설정
export-subscriptions = 구독
export-opinions = 추천 평가
export-liked = 더 보기
export-disliked = 덜 보기
export-opened = 열어 봄
export-preferences = 바꾼 비중
export-todos = 읽을거리
export-notes = 메모
