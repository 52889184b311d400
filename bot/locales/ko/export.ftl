help-export = 여기 있는 모든 것을 Markdown과 JSON 파일로 내보내기

export-ready = 여기 있는 전부예요: 메모 { $notes }개, 할 일 { $todos }개, 구독 { $subscriptions }개, 그리고 설정이에요.
export-format-unknown = “{ $text }” 형식은 쓸 줄 몰라요. `/export markdown`, `/export json`, 또는 둘 다 받으려면 `/export` 를 입력해 주세요.
export-title = Paperboy: 전부
export-settings = 설정
export-subscriptions = 구독
export-opinions = 더 보고 싶은 것과 덜 보고 싶은 것
export-liked = 더 보기
export-disliked = 덜 보기
export-opened = 열어 봄
export-preferences = 더 또는 덜 반영하는 것
export-todos = 할 일
export-notes = 메모
