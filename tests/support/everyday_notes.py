"""A notebook of unrelated everyday notes, among which a search by meaning has to find the right one."""

from bot.core.identity import ConversationKind, UserRef
from bot.core.model.notes import NewNote
from tests.support.conversation import Chat

EVERYDAY = (
    "Bread rises better when it stays in the fridge overnight",
    "The moon pulls the sea, twice a day",
    "会议改到星期四下午三点",
    "엄마 생신 선물로 장갑을 샀다",
    "Old maps drew dragons where nobody had been",
    "梅雨季节洗的衣服不容易干",
    "The bus to the airport leaves every twenty minutes",
    "자전거 바퀴에 바람을 넣어야 한다",
    "Grandfather planted the pear tree before the war",
    "护照明年三月到期",
    "Chess openings are learnt by losing",
    "지하철 막차는 열두 시 십 분에 떠난다",
    "红烧肉要用小火慢炖一个半小时",
    "The choir needs two more tenors",
    "고양이가 새벽마다 문을 긁는다",
    "Volcanoes in Iceland warm the swimming pools",
    "邻居的小提琴拉得越来越好了",
    "Taxes are due at the end of May",
    "등산할 때는 양말을 두 켤레 신는다",
    "Glaciers carve valleys in the shape of a U",
    "图书馆周一闭馆",
    "The printer wants cyan although the page is black",
    "감기에는 생강차가 좋다고 한다",
    "Penguins pass the egg from foot to foot",
    "地铁二号线换乘要走七分钟",
    "Salt the pavement before the frost",
    "한강에서 불꽃놀이를 보았다",
    "The novel is told by the dog",
)


async def keep(chat: Chat, *bodies: str) -> None:
    """Add notes under the next numbers, in one transaction, and wait for their vectors."""
    async with chat.app.database.begin() as work:
        space = await work.spaces.ensure(chat.address, ConversationKind.PRIVATE, chat.clock())
        author = await work.users.ensure(UserRef("console", "local", chat.person), chat.person, chat.clock())
        for body in bodies:
            await work.notes.add(space, author, NewNote(body=body, written_on=chat.clock().date()), chat.clock())
    await chat.app.settled()
