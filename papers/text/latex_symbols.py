"""The Unicode characters for the LaTeX commands that arXiv's titles and abstracts use."""

from collections.abc import Mapping
from types import MappingProxyType


def _table(pairs: str) -> Mapping[str, str]:
    """Parse ``name character`` pairs."""
    words = pairs.split()
    return MappingProxyType(dict(zip(words[::2], words[1::2], strict=True)))


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


LETTERS = _table("L Ł l ł O Ø o ø ss ß AE Æ ae æ OE Œ oe œ AA Å aa å i ı j ȷ DH Ð dh ð TH Þ th þ DJ Đ dj đ NG Ŋ ng ŋ")
"""Letters in names."""

ACCENTS: Mapping[str, str] = MappingProxyType({
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
})  # fmt: skip
"""Accents in text, as combining characters."""

MARKS: Mapping[str, str] = MappingProxyType({
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "Tilde": "\u0303",
    "bar": "\u0304", "overline": "\u0304", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
    "not": "\u0338",
})  # fmt: skip
"""Accents in formulas, as combining characters."""

SYMBOLS: Mapping[str, str] = MappingProxyType({
    **_table("""
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ
    nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varTheta Θ varDelta Δ
    ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ imath ı jmath ȷ partial ∂ nabla ∇ infty ∞ emptyset ∅ varnothing ∅ angle ∠ deg °
    forall ∀ exists ∃ neg ¬ lnot ¬ top ⊤ bot ⊥ prime ′ dagger † ddagger ‡ checkmark ✓ square □ triangle △ sharp ♯
    flat ♭ natural ♮ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊
    rfloor ⌋ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ lbrace { rbrace } lbrack [ rbrack ] slash / ast * star ⋆
    bullet • circ ∘ cdot · bigcirc ◯ sum ∑ prod ∏ int ∫ iint ∬ oint ∮ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ colon :
    textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _ textbar | textless < textgreater > textdegree °
    textmu µ textendash – textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ”
    texttrademark ™ textregistered ® copyright © pounds £ euro € ie i.e. eg e.g. etc etc. | ‖
    % % & & _ _ # # $ $ { { } }
"""),
    **dict.fromkeys((",", ";", ":", " ", ">", "\n", "\\", "quad", "qquad", "space", "newline"), " "),
    **dict.fromkeys("!-/@*", ""),
})  # fmt: skip
"""Letters, signs and words that keep the spacing they were typed with."""

OPERATORS = _table("""
    times × div ÷ pm ± mp ∓ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cup ∪ cap ∩ bigcup ⋃ bigcap ⋂ setminus ∖ wedge ∧ land ∧
    vee ∨ lor ∨ le ≤ leq ≤ leqslant ≤ lt < ge ≥ geq ≥ geqslant ≥ gt > ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃
    cong ≅ equiv ≡ propto ∝ asymp ≍ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ ni ∋ notin ∉ subset ⊂
    subseteq ⊆ subsetneq ⊊ supset ⊃ supseteq ⊇ mid | parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ to → gets ←
    rightarrow → leftarrow ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ implies ⟹ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ mapsto ↦ hookrightarrow ↪ rightharpoonup ⇀
    nearrow ↗ searrow ↘ rightsquigarrow ⇝ triangleq ≜ coloneqq ≔ bowtie ⋈ ltimes ⋉ rtimes ⋊
""")
"""Binary operators and relations."""

FUNCTIONS = _names("""
    log ln lg exp max min sup inf lim limsup liminf arg argmax argmin sin cos tan cot sec csc sinh cosh tanh coth
    arcsin arccos arctan det dim ker hom gcd Pr mod bmod
""")
"""Commands shown by their own names."""

RAISED: Mapping[str, str] = MappingProxyType(
    {"*": "*", "∘": "°", "⊤": "ᵀ", "′": "′", "†": "†", "‡": "‡", "⋆": "⋆", "°": "°"}
    | dict(
        zip(
            "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
            strict=True,
        )
    )
)
LOWERED: Mapping[str, str] = MappingProxyType(
    dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
)
"""The superscripts and subscripts that Unicode has."""

PROSE = _names(
    "emph text underline textbf textit texttt textsc textsf textrm textsl textup textmd textnormal mbox hbox uline ul"
)
"""Commands that only style a prose argument."""

STYLES = _names("mathrm mathbf mathit mathsf mathtt boldsymbol bm pmb operatorname ensuremath smash")
"""Commands that only style a part of a formula."""

FRACTIONS = _names("frac tfrac dfrac sfrac nicefrac")

ALPHABETS: Mapping[str, Mapping[int, int]] = MappingProxyType({
    "mathbb": str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ"),
    "mathcal": str.maketrans("BEFHILMR", "ℬℰℱℋℐℒℳℛ"),
    "mathscr": str.maketrans("BEFHILMR", "ℬℰℱℋℐℒℳℛ"),
    "mathfrak": str.maketrans("CHIRZ", "ℭℌℑℜℨ"),
})  # fmt: skip
"""Letters of mathematical alphabets; other letters are shown plain."""

DECLARATIONS = _names("""
    em it bf tt sc sf rm sl cal itshape bfseries ttfamily scshape tiny scriptsize footnotesize small normalsize
    large displaystyle textstyle limits nolimits left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr
    Biggl Biggr noindent xspace protect
""")
"""Commands that only style the text after them."""

SCRIPTS: Mapping[str, str] = MappingProxyType({"textsuperscript": "^", "textsubscript": "_"})

APPLIED = STYLES | ALPHABETS.keys() | MARKS.keys() | SCRIPTS.keys() | {"sqrt"}
"""Commands with one argument, which may be a single letter without braces."""
