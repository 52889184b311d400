demo-what = 데모예요. 이번 주 논문과 메모는 모두 지어낸 것이고, 나가면 아무것도 남지 않아요.
demo-try-digest = /digest 를 입력하면 오늘 아침의 추천을 볼 수 있어요. 버튼은 앞의 숫자를 입력하면 눌려요.
demo-try-search = /search 扩散, /search 검색, /search attention 으로 옛 메모를 찾고, /todo 로 읽을 목록을 보세요.
demo-try-note = /note 2606.99003 뒤에 생각을 적으면 메모가 돼요. /help 는 모든 명령, /quit 은 나가기예요.
