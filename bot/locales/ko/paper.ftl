help-paper = 논문 보기: 제목, 저자, 할 수 있는 일

authors-more = { $names } 등 { $count }명
paper-expected = 어느 논문인가요? arXiv 번호나 링크도 함께 입력해 주세요.
paper-looking-up = arXiv에서 { $paper } 논문을 찾고 있어요 …
paper-unknown = arXiv에 { $paper } 논문이 없어요. 번호를 확인하고 다시 보내 주세요.
paper-unreachable = 지금은 arXiv에 연결되지 않아 { $paper } 논문을 찾지 못했어요. 나중에 다시 보내 주세요.
papers-bounded = 논문 { $count }편을 보내셨는데, 먼저 { $shown }편을 보여 드려요. 나머지는 다시 보내 주세요.
text-hint = 무엇을 해 드릴지 잘 모르겠어요. arXiv 링크나 번호를 보내시면 논문을 보여 드리고, `/note …` 는 메모를 남기고, `/search …` 는 메모를 찾고, `/help` 는 다른 기능을 알려 드려요.

paper-authors = 저자
paper-categories = 분류
paper-published = 발표일
paper-updated = 최신 버전
paper-comment = 비고
paper-journal = 학술지
paper-withdrawn = **철회된 논문이에요.**

button-note = 메모
button-todo = 할 일
button-abstract = 초록
button-similar = 비슷한 글
button-pdf = PDF
button-code = 코드
button-project = 프로젝트
button-model = 모델
button-data = 데이터
button-keep = 메모로 저장
button-previous = 이전
button-next = 다음
paper-not-an-id = “{ $text }” 은(는) arXiv 번호가 아니에요. `2312.13286` 처럼 쓰거나 링크를 붙여 넣어 주세요. 단어를 찾으려면 `/search` 를 쓰세요.
