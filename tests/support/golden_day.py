"""A small made-up day and two readers, on which every term of a score shows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.model.digests import Interests
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Interaction, Lesson, Profile
from papers.ranking.candidates import Prior, prior_from

NOON = datetime(2025, 6, 11, 12, tzinfo=UTC)


def _paper(number: int, title: str, abstract: str, authors: str, categories: str, comment: str = "") -> Paper:
    names = tuple(authors.split(", "))
    return Paper(f"2506.{number:05}", 1, title, abstract, names, tuple(categories.split()), comment=comment)


DAY = (
    _paper(
        1,
        "Diffusion Models for Speech Enhancement",
        "We denoise noisy speech with a diffusion model conditioned on a microphone array and release our audio data.",
        "Ada Lovelace, Emmy Noether",
        "eess.AS cs.SD",
    ),
    _paper(
        2,
        "Is attention all we need? Retrieval for long documents",
        "We study retrieval augmented generation over long documents. The code is at https://github.com/example/long.",
        "Grace Hopper",
        "cs.CL cs.IR",
    ),
    _paper(
        3,
        "WhisperNet: streaming recognition of spoken words",
        "A streaming acoustic model transcribes spoken words of many speakers with low latency.",
        "Alan Turing, Ada Lovelace, Kaiming He",
        "cs.CL eess.AS",
    ),
    _paper(
        4,
        "Grasping with tactile robots",
        "A robot arm with tactile fingers learns to grasp soft objects by reinforcement learning in simulation.",
        "Mary Somerville, Sofia Kovalevskaya",
        "cs.RO cs.LG",
    ),
    _paper(
        5,
        "Convergence of stochastic gradient descent on convex losses",
        "We prove a convergence bound for stochastic gradient descent on convex losses with heavy-tailed noise.",
        "Emmy Noether",
        "math.OC cs.LG stat.ML",
    ),
    _paper(
        6,
        "A survey of machine translation for low resource languages",
        "We survey neural machine translation of low resource languages and list parallel corpora for ninety of them.",
        "Katherine Johnson, K. He",
        "cs.CL",
    ),
    _paper(
        7,
        "Pigeons as carriers: an ornithological network",
        "Homing pigeons carry memory cards between laboratories faster than a slow network connection.",
        "Charles Babbage",
        "cs.NI",
    ),
    _paper(
        8,
        "Language models that cite the documents they read",
        "Large language models answer questions and cite documents; we train them with preference optimization.",
        "Grace Hopper, Alan Turing, Katherine Johnson, Mary Somerville",
        "cs.CL cs.AI",
    ),
    _paper(
        9,
        "Protein structure by graph neural networks",
        "Graph neural networks predict the structure of proteins and how molecules bind to them.",
        "Rosalind Franklin",
        "q-bio.BM cs.LG",
    ),
    _paper(
        10,
        "Text-to-image diffusion with fewer steps",
        "We distill a text-to-image diffusion model so that sampling takes two steps instead of fifty.",
        "Kaiming He, Hedy Lamarr",
        "cs.CV",
        "Project page and models at https://example.org",
    ),
    _paper(
        11,
        "Speech translation without transcripts",
        "We translate speech into text of another language directly, without transcripts of the source language.",
        "Ada Lovelace, Katherine Johnson",
        "cs.CL cs.SD eess.AS",
    ),
    _paper(
        12,
        "Robots that ask questions: grounding language in manipulation",
        "A manipulator asks a person questions about objects it cannot grasp and grounds the answers in its policy.",
        "Sofia Kovalevskaya, Alan Turing",
        "cs.RO cs.CL",
    ),
)

_READ = (
    _paper(101, "Recognition of speech in noise", "We recognize noisy speech.", "Ada Lovelace", "eess.AS cs.CL"),
    _paper(102, "Attention for spoken dialogue", "Spoken dialogue of speakers.", "Ada Lovelace, Alan Turing", "cs.CL"),
    _paper(103, "Retrieval with long contexts", "Long documents are retrieved.", "Grace Hopper", "cs.IR cs.CL"),
    _paper(104, "Soft grippers", "Robots grasp soft objects with tactile fingers.", "Mary Somerville", "cs.RO"),
    _paper(105, "Convex optimization", "Bounds for convex losses are proved.", "Sofia Kovalevskaya", "math.OC"),
    _paper(106, "Protein folding", "The structure of proteins is predicted.", "Rosalind Franklin", "q-bio.BM"),
)

SHARES: Mapping[str, float] = {
    "cs.CL": 0.2,
    "cs.LG": 0.3,
    "cs.CV": 0.25,
    "cs.RO": 0.08,
    "cs.AI": 0.3,
    "eess.AS": 0.02,
    "primary cs.CL": 0.12,
    "primary cs.CV": 0.15,
    "primary cs.RO": 0.05,
    "primary eess.AS": 0.01,
}
PRIOR: Prior = prior_from([DAY[9], replace(DAY[9], authors=("Kaiming He",)), DAY[7]], SHARES, "2025-05-31")

NEWCOMER = Profile(Interests(("cs.CL", "cs.RO"), ("diffusion", "speech translation"), ("Kaiming He",)))
"""Subscribed today: stated interests, and nothing done yet."""


def _note(number: int, written_on: date, body: str, paper_id: str = "", author: str = "Ada") -> Note:
    return Note(number, 1, number, author, "", paper_id, body, (), written_on, NOON, NOON, 1)


def _signal(paper: Paper, kind: CommunityKind, value: int) -> CommunitySignal:
    return CommunitySignal(paper.paper_id, "somebody", kind, value, "https://example.org/")


READER = Profile(
    Interests(("cs.CL",), ("documents", "questions"), ("Grace Hopper",)),
    notes=[
        _note(1, date(2025, 6, 10), "streaming recognition with an acoustic model", _READ[0].paper_id),
        _note(2, date(2025, 3, 1), "低延迟的语音识别 low latency speech"),
        _note(3, date(2025, 6, 9), "forgotten pigeons"),
    ],
    lessons=[
        Lesson(Interaction.LIKED, _READ[1].paper_id, date(2025, 6, 8), people=2),
        Lesson(Interaction.DONE, _READ[2].paper_id, date(2025, 5, 1)),
        Lesson(Interaction.LISTED, _READ[5].paper_id, date(2025, 6, 7)),
        Lesson(Interaction.OPENED, _READ[5].paper_id, date(2025, 6, 9)),
        Lesson(Interaction.DISLIKED, _READ[3].paper_id, date(2025, 6, 6)),
        Lesson(Interaction.IGNORED, _READ[4].paper_id, date(2025, 6, 5)),
    ],
    papers={each.paper_id: each for each in _READ},
    weights={
        "note:3": 0.0,
        "paper:2506.00102": 1.5,
        "author:alan turing": 0.5,
        "author:Rosalind Franklin": 2.0,
        "keyword:questions": 0.5,
        "category:eess.AS": 2.0,
        "word:proteins": 0.25,
        "word:translation": 2.0,
    },
    community={
        DAY[6].paper_id: [_signal(DAY[6], CommunityKind.UPVOTES, 40)],
        DAY[9].paper_id: [_signal(DAY[9], CommunityKind.RECOMMENDED, 1), _signal(DAY[9], CommunityKind.UPVOTES, 3)],
    },
)
"""Months of notes, lessons of every kind, and weights that they set."""
