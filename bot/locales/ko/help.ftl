help-help = 사용법. 명령 이름을 붙이면 그 명령 자세히 보기
help-start = 소개와 첫걸음

help-intro = 논문 메모와 읽을거리를 간직하고, 다시 찾아 드리고, 매일 새 논문을 가져다 드려요.
help-group-reading = 읽기
help-group-digest = 매일 새 논문
help-group-rest = 그 밖에
help-more = 명령 하나를 보려면 `/help note`처럼 입력하세요. arXiv 링크를 붙여 넣기만 해도 돼요.
help-verbs = 더 할 수 있는 것 (자세히는 `/help { $example }`):
help-examples = 예:
help-unknown = `/{ $name }` 명령은 없어요. `/help`을(를) 입력하면 모든 명령이 보여요.
help-did-you-mean = `/{ $name }` 명령은 없어요. 혹시 `/help { $similar }`인가요?

start-heading = 안녕하세요, Paperboy예요
start-what = 읽은 것을 메모하고, 읽고 싶은 것을 기억하고, 다시 찾아 드려요. 아침마다 논문도 몇 편 가져다 드려요.
start-steps = 이 세 가지부터 해 보세요:

help-in-group = 이 그룹의 메모와 읽을거리를 보관하고, 추천 논문을 보내 드려요. 이렇게 시작해 보세요.
help-in-group-more = 이어서 `/todo`, `/search …`, `/digest`도 써 보세요. 전체 명령은 개인 대화에서 `/help`, 명령 하나는 `/help note`에서 볼 수 있어요.
