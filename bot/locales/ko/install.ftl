# Slack 워크스페이스에 Paperboy를 설치한 뒤에 보이는 페이지.
install-done = 이제 { $team }에서 Paperboy를 쓸 수 있어요.
install-next = Slack에서 열고 `help`(이)라고 써 보세요. 채널에서 함께 읽으려면 그 채널에 `/invite @Paperboy`(이)라고 쓰세요.
install-open = Slack에서 Paperboy 열기
install-again = 다시 시작하기
install-denied = Paperboy를 추가하지 않았고, 바뀐 것은 없어요. 언제든 다시 시작할 수 있어요.
install-expired = 바뀐 것은 없어요. 10분이 넘게 걸렸거나 다른 브라우저에서 시작했어요. 다시 시작해 주세요.
install-refused = Slack에서 확인되지 않아서 바뀐 것은 없어요. 다시 시작해 주세요.
install-one-workspace = Paperboy는 조직 전체가 아니라 워크스페이스 하나에 추가해요. 다시 시작해서 워크스페이스를 골라 주세요.
install-later = 지금은 필요한 서비스에 연결할 수 없어요. 잠시 뒤 다시 시작해 주세요.
install-removed = 이 워크스페이스에는 이제 Paperboy가 없어요. 다시 추가하려면: { $page }
