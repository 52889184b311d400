console-greeting = arXiv 링크를 붙여 넣거나 `/note`, `/todo`, `/search`, `/digest`, `/help`을(를) 입력해 보세요. 버튼은 번호를 입력하면 눌려요.
console-toolbar = Enter 보내기 · Alt+Enter 줄바꿈 · Tab 자동 완성 · Ctrl+C 지우기 · Ctrl+D 나가기
console-quit = 대화 나가기
console-working = 처리하고 있어요…
console-storage-unavailable = 데이터베이스가 응답하지 않아 저장하지 못했어요: “{ $text }”. 잠시 뒤에 다시 보내 주세요.
console-answer-later = 말씀하신 내용은 저장했지만 데이터베이스가 응답하지 않아요. 돌아오는 대로 답해 드릴게요.
