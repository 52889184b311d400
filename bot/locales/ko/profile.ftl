help-profile = 좋아하실 것 같은 것들과 바꾸는 방법
help-profile-forget = 단어, 저자, 분류, 예시를 추천에서 빼기
help-profile-more = 더 많이 반영하기
help-profile-less = 덜 반영하기
help-profile-keep = 원래대로 되돌리기
help-profile-reset = 여기서 바꾼 것을 모두 되돌리기
help-profile-surprises = 소식에 조금 다른 논문을 한 편 넣을지

profile-heading = 이런 것을 좋아하시는 것 같아요
profile-empty = 아직 잘 몰라요. `/subscribe cs.CL "diffusion"` 으로 알려 주실 수 있고, 메모나 할 일을 남기거나 ‘이런 논문 더’를 누르실 때마다 배워요.
profile-words = 단어
profile-authors = 저자
profile-categories = 분류
profile-asked = 직접 고르심
profile-how = 누르면 얼마나 반영할지 바꿀 수 있어요. `/profile less { $example }` 처럼 입력하셔도 돼요.
profile-from = 이만큼에서 배웠어요: { $what }.
profile-notes = 메모 { $count }개
profile-liked = 좋아하신 논문 { $count }편
profile-done = 다 읽은 논문 { $count }편
profile-listed = 읽을 논문 { $count }편
profile-opened = 열어 본 논문 { $count }편
profile-disliked = 싫어하신 논문 { $count }편
profile-ignored = 지나친 논문 { $count }편
profile-examples = 요즘 가장 많이 배운 것:
profile-forgotten = 잊은 것: { $names }. 버튼을 누르면 되돌려요.
profile-note = { $number }번 메모

profile-usual = 하신 일과 고르신 것에 나오는 만큼 반영하고 있어요.
profile-counts-more = 다음 소식부터 제 생각보다 더 많이 반영할게요.
profile-counts-less = 다음 소식부터 제 생각보다 덜 반영할게요.
profile-is-forgotten = 잊었어요. 다음 소식부터 반영하지 않아요. 메모는 그대로 있어요.

profile-button-more = 더
profile-button-less = 덜
profile-button-forget = 잊기
profile-button-keep = 원래대로
profile-button-all = 전체 보기
profile-button-reset = 모두 되돌리기

profile-what = 무엇인지 써 주세요: 단어, `by:"저자"`, 분류, `note 12`, 논문.
profile-unknown = 메모하시거나 좋아하시거나 고르신 것 중에 “{ $text }” 이(가) 없어요. `/profile` 로 제가 아는 것을 볼 수 있고, `/subscribe cs.CL "diffusion"` 으로 단어를 더할 수 있어요.
profile-full = 이미 { $most }가지를 바꾸셔서 더 기억할 수 없어요. `/profile reset` 으로 비울 수 있어요.
profile-reset-nothing = 여기서 바꾸신 것이 없어서 되돌릴 것도 없어요.
profile-reset-ask = { $count }가지를 얼마나 반영할지 바꾸셨어요. 되돌릴까요? 메모, 할 일, 구독은 그대로예요.
profile-reset-done = 되돌렸어요. 이제 모두 배운 대로 반영해요.
profile-surprises-on = 세 편 이상인 소식에는 조금 다른 논문이 한 편 들어갈 수 있어요. `/profile surprises off` 로 끌 수 있어요.
profile-surprises-off = 이제 좋아하실 것 같은 논문만 보내 드려요. `/profile surprises on` 을 입력하시면 다시 섞어 드려요.
profile-surprises-unclear = 여기서 “{ $text }” 은(는) 모르는 말이에요. `/profile surprises on` 이나 `/profile surprises off` 를 입력해 주세요.
