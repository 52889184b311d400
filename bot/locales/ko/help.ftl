help-help = 할 수 있는 일. 명령 이름을 함께 쓰면 그 명령을 자세히 알려 드려요
help-start = 저는 누구이고 무엇부터 해 보면 좋은지

help-intro = 논문 메모와 읽을 목록을 간직하고, 다시 찾아 드리고, 매일 새 논문을 가져다 드려요.
help-group-reading = 읽기
help-group-digest = 매일 새 논문
help-group-rest = 그 밖에
help-more = `/help note` 처럼 쓰면 명령 하나를 자세히 알려 드려요. arXiv 링크를 붙여넣기만 해도 시작할 수 있어요.
help-verbs = 이런 것도 할 수 있어요. 쓰는 법은 `/help { $example }` 처럼 물어보세요:
help-examples = 예:
help-unknown = `/{ $name }` 명령은 없어요. `/help` 를 입력하면 모든 명령이 보여요.
help-did-you-mean = `/{ $name }` 명령은 없어요. 혹시 `/help { $similar }` 인가요?

start-heading = 안녕하세요, Paperboy예요
start-what = 읽은 것을 적어 두고, 읽고 싶은 것을 기억하고, 언제든 다시 찾아 드려요. 아침마다 읽을 만한 논문도 몇 편 가져다 드려요.
start-steps = 이 세 가지부터 해 보세요:
