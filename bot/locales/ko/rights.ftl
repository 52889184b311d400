rights-subscribe = 구독은 이곳의 관리자만 바꿀 수 있어요. 관리자가 `/settings members may subscribe`을(를) 입력하면 모두 바꿀 수 있어요.
rights-settings = 설정은 이곳의 관리자만 바꿀 수 있어요. 관리자가 `/settings members may settings`을(를) 입력하면 모두 바꿀 수 있어요.
rights-notes = 이 메모는 쓴 분과 이곳의 관리자만 바꿀 수 있어요. 관리자가 `/settings members may notes`을(를) 입력하면 모두 바꿀 수 있어요.
rights-profile = 취향은 이곳의 관리자만 바꿀 수 있어요. 관리자가 `/settings members may profile`을(를) 입력하면 모두 바꿀 수 있어요.
rights-administrator = 이곳의 관리자만 할 수 있어요.
rights-channel = 이 채널의 관리자만 할 수 있어요. 저와 개인 대화를 열면 논문과 메모를 따로 모을 수 있어요.
rights-unknown = 이렇게 하실 수 있는지 지금 확인하지 못해서 아무것도 바꾸지 않았어요. 1분 뒤에 다시 해 주세요.
