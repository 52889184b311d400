help-paper = 논문 보기: 제목, 저자, 할 수 있는 일

authors-more = { $names } 등 { $count }명
paper-expected = 어느 논문인가요? arXiv 번호나 링크를 붙여 주세요.
paper-looking-up = arXiv에서 { $paper } 논문을 찾고 있어요…
paper-unknown = arXiv에서 { $paper } 논문을 찾을 수 없어요. 번호를 확인해 주세요.
paper-unreachable = arXiv에 연결되지 않아 { $paper } 논문을 찾지 못했어요. 나중에 다시 보내 주세요.
papers-bounded = 논문 { $count }편을 보내셨는데, 먼저 { $shown }편을 보여 드려요. 나머지는 다시 보내 주세요.
text-hint = 무슨 말씀인지 잘 모르겠어요. arXiv 링크를 보내거나 `/note …`, `/search …`, `/help`을(를) 입력해 주세요.

paper-authors = 저자
paper-categories = 분류
paper-published = 발표일
paper-updated = 최신 버전
paper-comment = 비고
paper-journal = 학술지
paper-withdrawn = **철회된 논문이에요.**

button-note = 메모
button-todo = 읽을거리
button-abstract = 초록
button-similar = 비슷한 것
button-pdf = PDF
button-code = 코드
button-project = 프로젝트
button-model = 모델
button-data = 데이터
button-keep = 메모로 저장
button-previous = 이전
button-next = 다음
paper-not-an-id = “{ $text }”은(는) arXiv 번호가 아니에요. `2312.13286`처럼 쓰거나 링크를 붙여 주세요. 단어는 `/search`(으)로 찾아요.
