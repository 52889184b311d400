"""``/note``, its verbs and its buttons, and ``/cancel``."""

from bot.core.commands import Command, nothing, verbatim
from handlers.notes import delete, dialogue, edit, files, filing, form, replies
from handlers.notes.find import parse_note_number
from handlers.notes.show import show

COMMANDS = (
    Command(
        name="note",
        parse=verbatim,
        handle=replies.note,
        usage="<paper | 《title》> text",
        examples=(
            "/note 2312.13286 #multimodal Strong in-context learner",
            "/note https://arxiv.org/abs/2106.09685v2 Only the low-rank update is trained",
            "/note 《扩散模型综述》 从噪声一步步还原，适合入门",
            "/note Title: My paper title\nWhat I want to remember about it",
            "/note Ask the group about the ablation",
        ),
        subcommands=(
            Command("show", parse_note_number, show, "<number>", ("/note show 12",), numbered=True),
            Command(
                "edit",
                edit.parse_edit,
                edit.edit,
                "<number> [text]",
                ("/note edit 12 Better than I thought",),
                numbered=True,
            ),
            Command("delete", parse_note_number, delete.delete, "<number>", ("/note delete 12",), numbered=True),
            Command("undo", parse_note_number, delete.restore, "<number>", ("/note undo 12",), numbered=True),
        ),
        actions=(
            dialogue.NO_PAPER,
            dialogue.KEEP,
            delete.UNDO,
            delete.DELETE,
            delete.RESTORE,
            edit.REVERT,
            edit.EDIT,
            form.ABOUT_PAPER,
            form.WRITE,
            replies.PICK,
        ),
        forms=(form.FORM, edit.FORM),
        dialogues=(dialogue.DIALOGUE,),
        jobs=(filing.LOOKUP, files.COPY),
    ),
    Command(name="cancel", parse=nothing, handle=dialogue.cancel, examples=("/cancel",)),
)
