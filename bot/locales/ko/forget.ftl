help-forget = 여기 있는 모든 것을 지우기
help-forget-me = 이 개인 대화의 메모, 할 일, 구독, 설정을 모두 지우기

forget-what = `/forget me` 는 이 개인 대화의 모든 것을 영영 지워요: 메모, 할 일, 구독, 설정이요. 지우기 전에 한 번 더 여쭤보고, 먼저 `/export` 로 받아 두실 수 있어요.
forget-group = 여기 있는 것은 그룹 모두의 것이라 한 분을 위해 지울 수 없어요. 본인 것만 지우려면 개인 대화에서 `/forget me` 를 입력해 주세요.
forget-unclear = 여기서 “{ $text }” 은(는) 무슨 뜻인지 모르겠어요. 모두 지우려면 `/forget me yes` 를 입력해 주세요.
forget-ask = 메모 **{ $notes }**개, 할 일 **{ $todos }**개(완료하거나 뺀 것 포함), 구독 **{ $subscriptions }**개와 설정을 영영 지워요. 그룹에 쓰신 것은 그룹에 남아요.
forget-ask-how = 먼저 `/export` 로 받아 두실 수 있어요. 정말 지우려면 버튼을 누르거나 `/forget me yes` 를 입력해 주세요. 아니라면 아무것도 하지 않으셔도 돼요.
forget-button = 모두 지우기
forget-done = 모두 지웠고, 이제 기억하지 않아요. 함께 읽어 주셔서 고마웠어요. 다시 찾아 주시면 처음부터 새로 시작해요.
