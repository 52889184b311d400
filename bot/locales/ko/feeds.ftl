help-feeds = 분류별 arXiv 발표 현황과 늦어지는 발표

feeds-heading = { $on } arXiv 발표 현황
feeds-fresh = 새 논문 { $new }편, 교차 등재 { $cross }편, 수정 { $replaced }편 ({ $source }, { $time })
feeds-quiet = 발표된 논문이 없어요 ({ $source }, { $time })
feeds-waiting = 아직 나오지 않았어요 ({ $time } 확인)
feeds-stalled = 늦어지고 있어요: 아직 { $shows } 발표를 보여 줘요 ({ $time } 확인)
feeds-failed = 읽지 못했어요 ({ $time } 확인)
feeds-asking = arXiv에 확인하고 있어요…
feeds-source-feed = 피드
feeds-source-api = API
feeds-none = 아직 구독이 없어요. `/feeds cs.CL`(으)로 분류 하나를 살펴보거나, `/subscribe cs.CL`(으)로 매일 논문을 받아 보세요.
