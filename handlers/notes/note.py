"""``/note``, its verbs and its buttons, and ``/cancel``."""

from bot.core.commands import Action, Command, nothing, verbatim
from bot.core.parsing import parse_number
from handlers.notes import changes as note_changes
from handlers.notes import dialogue as note_dialogue
from handlers.notes import files, filing
from handlers.notes import forms as note_forms
from handlers.notes import replies as note_replies
from handlers.notes.changes import parse_edit, parse_numbers, parse_one, parse_token
from handlers.shared.presentation import parse_paper

COMMANDS = (
    Command(
        name="note",
        parse=verbatim,
        handle=note_dialogue.note,
        usage="<paper | 《title》> text",
        examples=(
            "/note 2312.13286 #multimodal Strong in-context learner",
            "/note https://arxiv.org/abs/2106.09685v2 Only the low-rank update is trained",
            "/note 《扩散模型综述》 从噪声一步步还原，适合入门",
            "/note Title: My paper title\nWhat I want to remember about it",
            "/note Ask the group about the ablation",
        ),
        subcommands=(
            Command("show", parse_one, note_changes.show, "<number>", ("/note show 12",), numbered=True),
            Command(
                "edit",
                parse_edit,
                note_changes.edit,
                "<number> [text]",
                ("/note edit 12 Better than I thought",),
                numbered=True,
            ),
            Command("delete", parse_one, note_changes.delete, "<number>", ("/note delete 12",), numbered=True),
            Command("undo", parse_one, note_changes.restore, "<number>", ("/note undo 12",), numbered=True),
        ),
        actions=(
            Action("note.bare", nothing, note_dialogue.ask_without_paper),
            Action("note.keep", parse_token, note_dialogue.keep),
            Action("note.undo", parse_numbers, note_changes.undo),
            Action("note.delete", parse_number, note_changes.delete),
            Action("note.restore", parse_number, note_changes.restore),
            Action("note.revert", parse_token, note_changes.revert),
            Action("note.edit", parse_number, note_changes.ask_edit, form=note_forms.EDIT.name),
            Action("paper.note", parse_paper, note_dialogue.ask_about_paper, form=note_forms.NOTE.name),
            note_forms.FORM,
            note_replies.PICK,
        ),
        forms=(note_forms.NOTE, note_forms.EDIT),
        dialogues=(note_dialogue.DIALOGUE,),
        jobs=(filing.LOOKUP, files.COPY),
    ),
    Command(name="cancel", parse=nothing, handle=note_dialogue.cancel, examples=("/cancel",)),
)
