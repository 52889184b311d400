help-forget = 여기 있는 모든 것 삭제
help-forget-me = 이 개인 대화의 메모, 할 일, 구독, 설정 모두 삭제
help-forget-group = 이 그룹이나 채널의 메모, 할 일, 구독, 설정 모두 삭제

forget-what = `/forget me`을(를) 입력하면 이 개인 대화의 모든 것이 완전히 삭제돼요. 한 번 더 여쭤볼게요. 먼저 `/export`(으)로 사본을 받아 두세요.
forget-group = 여기 있는 것은 그룹 모두의 것이라 한 분을 위해 지울 수 없어요. 관리자는 `/forget group`(으)로 모두 지울 수 있고, 본인 것은 개인 대화에서 `/forget me`(으)로 지울 수 있어요.
forget-unclear = “{ $text }”은(는) 무슨 뜻인지 모르겠어요. 모두 지우려면 `/forget me yes`을(를) 입력해 주세요.
forget-ask = 메모 **{ $notes }**개, 할 일 **{ $todos }**개(완료·제외 포함), 구독 **{ $subscriptions }**개와 설정이 완전히 삭제돼요. 복구할 수 없어요. 그룹에 쓰신 것은 남아요.
forget-ask-how = `/export`(으)로 사본을 받을 수 있어요. 정말 지우려면 버튼을 누르거나 `/forget me yes`을(를) 입력하고, 아니면 그냥 두세요.
forget-button = 모두 지우기
forget-done = 모두 삭제했어요. 함께 읽어 주셔서 고마웠어요. 다시 오시면 새로 시작해요.
forget-ask-group = 이곳 모두의 메모 **{ $notes }**개, 할 일 **{ $todos }**개(완료·제외 포함), 구독 **{ $subscriptions }**개와 설정이 완전히 삭제돼요. 복구할 수 없어요.
forget-ask-group-how = `/export`(으)로 사본을 받을 수 있어요. 정말 지우려면 버튼을 누르거나 `/forget group yes`을(를) 입력하고, 아니면 그냥 두세요.
forget-done-group = { $name } 님이 여기 있던 것을 모두 삭제했어요. 다시 쓰시면 새로 시작해요.
forget-private = 개인 대화예요. 모두 지우려면 `/forget me`을(를) 입력해 주세요.
