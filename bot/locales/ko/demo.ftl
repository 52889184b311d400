demo-what = 데모예요. 이번 주 논문과 메모는 모두 지어낸 것이고, 나가면 아무것도 남지 않아요.
demo-try-digest = /digest를 입력하면 오늘 아침의 논문을 볼 수 있어요. 버튼은 번호를 입력하면 눌려요.
demo-try-search = /search 扩散, /search 검색, /search attention으로 옛 메모를 찾고, /todo로 읽을거리를 보세요.
demo-try-note = /note 2606.99003 뒤에 생각을 적으면 메모가 돼요. /help는 모든 명령, /quit은 나가기예요.
