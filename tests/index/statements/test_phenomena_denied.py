"""Who does not speak: descriptions, pronouns and names that used to be given to the wrong one."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import statements

CASES = {
    # a description is not of somebody unnamed who is another
    "unnamed-another": (
        "Un pompier a été blessé au port.\n« Le feu est éteint », a dit le préfet.",
        [""],
    ),
    "unnamed-source": (
        "Une source portuaire assure que « le bac coule ».\n« Rien n'est sûr », a dit la procureure.",
        ["Une source portuaire", ""],
    ),
    "unnamed-same": (
        "Une riveraine a vu le bac.\n« Il coulait », a dit cette femme.",
        ["Une riveraine"],
    ),
    # a pronoun is not whom the office of the last speaker names, no body, no passer-by
    "pronoun-within-office": (
        "Paul Astier est venu.\n« Le bac partira », a dit l'avocat de Paul Astier. « Demain », a-t-il dit.",
        ["", ""],
    ),
    "pronoun-body": (
        "Le tribunal de Merrane a parlé d'une « faute ». « C'est bien », a dit l'avocat des deux "
        "familles. « Et vite », a-t-il ajouté.",
        ["tribunal de Merrane", "", ""],
    ),
    # who speaks behind the words, not whom they are about, goes on speaking
    "spoken-of": (
        "Paul Astier « se bat depuis des mois », a dit Jean Orval. « Il ira loin », a-t-il ajouté.",
        ["Jean Orval", "Jean Orval"],
    ),
    "spoken-of-after-another": (
        "« Il faut partir », a dit Jean Orval. Paul Astier « reste au port », a-t-il ajouté.",
        ["Jean Orval", "Jean Orval"],
    ),
    "spoken-of-by-himself": (
        "« Il faut partir », a dit Lise Varenne. Paul Astier « reste au port », a-t-il ajouté.",
        ["Lise Varenne", "Paul Astier"],
    ),
    "conceded-subject": (
        "Lise Varenne a reçu Jean Orval.\nBien que Paul Astier se soit tu, il assure n'avoir « rien » caché.",
        ["Paul Astier"],
    ),
    "apposed-subject": (
        "Lise Varenne est venue.\nSur Radio Merrane, la directrice du port, Anne Orval, présente ce jour-là, "
        "est revenue sur les faits : « Le bac coulait », a-t-elle dit.",
        ["Anne Orval"],
    ),
    # what a description or a relative clause hangs on
    "of-another": (
        "Paul Astier est venu.\n« Le bac partira », a dit le directeur d'un laboratoire privé.",
        [""],
    ),
    "family-name": (
        "Lise Varenne a disparu.\nUne avocate de la famille Varenne parle d'« aveux ».",
        ["Une avocate de la famille Varenne"],
    ),
    "who-of-a-number": (
        "Une banderole a ouvert le cortège, en écho aux propos du président de la région, qui avait fustigé "
        "une « foule hostile ».",
        [""],
    ),
    # a bare office is nobody's who is named only later
    "office-later": (
        "Lise Varenne et Paul Astier sont venus. Paul Astier a parlé.\n« Le bac partira », a dit le "
        "président.\nJean Orval, président du club nautique, se tait.",
        ["Paul Astier"],
    ),
    # the rest of a quotation is not the next speaker's
    "rest-of-quotation": (
        "« Le bac partira, a dit Paul Astier. Il le faut. » « Jamais », lance un riverain.",
        ["Paul Astier", "Paul Astier", "un riverain"],
    ),
    # a line that is repeated below belongs to who says it there
    "line-repeated": (
        "Paul Astier a quitté le port.\n\n« Demain, nous viderons tous les bassins ! »\n\nLise Varenne a "
        "répondu.\n\n« Avec les agents, demain, nous viderons tous les bassins », a dit Lise Varenne.",
        ["Lise Varenne", "Lise Varenne"],
    ),
    "line-between-dashes": (
        "Paul Astier est venu. « Je pars », a-t-il dit.\n\n- « Grand intérêt public » -\n\nLe bac est vieux.",
        ["Paul Astier", ""],
    ),
    "line-of-few-words": (
        "Paul Astier est venu. « Je pars », a-t-il dit.\n\n- « Marquer des points » -\n\n« Cela permet de "
        "marquer des points », souligne Lise Varenne.",
        ["Paul Astier", "Lise Varenne", "Lise Varenne"],
    ),
    "selon-lui": (
        "Paul Astier est venu.\nC'est le cas de Jean Orval, qui propose de vider le port, « bourbier » selon "
        "lui.",
        ["Jean Orval"],
    ),
    # who is named within the words does not say them
    "named-within": (
        "Lise Varenne a reçu Paul Astier. C'est là qu'entre en scène Marc Orval. « Marc Orval est un "
        "tricheur », a-t-il dit.",
        [""],
    ),
    "described-but-named-within": (
        "Paul Astier est venu. « Astier doit partir », a dit le trentenaire.",
        [""],
    ),
    "whose-circle": ("Le port se tait dans l'entourage de Paul Astier. « Il est malade et seul. »", [""]),
    "who-the-office-serves": (
        "L'avocat du couple molesté par Paul Astier assure que ses clients sont innocents.\n"
        "Paul Astier se tait.",
        [""],
    ),
    # a description tells the gender of who bears a name that no list knows
    "gender-learnt": (
        "« On rit », raconte Lise. « On dort », ajoute Zimrel. « On sort », souligne l'ancien pilote. "
        "« On part », s'amuse cette retraitée.",
        ["Lise", "Zimrel", "Zimrel", "Lise"],
    ),
    # "une hôtesse" was somebody unnamed, and so is "l'hôtesse" behind her
    "unnamed-taken-up": (
        "« Nous avons vu que le bac coule », lance une opératrice. Agée de 22 ans, Lise Varenne attendait.\n"
        "« Je raccroche si vous ne dites rien », s'agace l'opératrice.",
        ["", ""],
    ),
    # a body is of the kind of its noun
    "no-medium": (
        "« Le bac partira », a indiqué son entourage. « Il coulera », écrit le quotidien.",
        ["entourage", "quotidien"],
    ),
    "no-union": (
        "« Le bac partira », rapporte Le Monde. « Il coulera », écrit le syndicat.",
        ["Le Monde", "syndicat"],
    ),
    # "il" behind an unnamed subject is that one
    "he-the-unnamed": (
        "Lise Varenne a reçu Paul Astier.\nLe procureur de Merrane a cité ce qu'il qualifie de « faute "
        "très grave ».",
        [""],
    ),
    # who is named in between may be meant as well
    "named-since": (
        "Paul Astier a parlé. « Le bac partira », a-t-il dit.\nCela surprend Jean Sorel et Marc Orval.\n"
        "« Il coulera », a dit le conseiller syndical.",
        ["Paul Astier", ""],
    ),
    # "la star" is a man as well
    "star-of-either": (
        "Lise Varenne a parlé.\nLe chanteur Zimrel Oltane est venu. « Le bac partira », détaille la star.",
        ["Zimrel Oltane"],
    ),
    "spoken-of-by-her": (
        "Lise Varenne est venue. Paul Astier « coule le port », a-t-elle estimé. « Il était déjà là hier. »",
        ["Lise Varenne", "Lise Varenne"],
    ),
    "lone-first-name": (
        "Le maire Paul Astier a parlé.\nInterrogé au port, Clément, un marin local, reste perplexe. "
        "« Le bac coulera », affirme-t-il.",
        ["Clément"],
    ),
    "body-of-small-words": ("Santé publique France annonce que le port rouvrira.", ["Santé publique France"]),
    # a line to read elsewhere is no crosshead
    "read-also": (
        "Paul Astier a reçu les « vestes vertes ». « Je pars », a-t-il dit.\n\n» LIRE AUSSI - Les « vestes "
        "vertes » se préparent\n\nLe bac est vieux.",
        ["Paul Astier"],
    ),
    "described-but-named-before": (
        "Paul Astier est venu.\nPaul Astier n'est « plus au port », a tranché le président du parti.",
        [""],
    ),
    "heading": (
        "Lise Varenne est venue. « Je pars », a dit Marc Orval.\nL'épreuve de Paul Astier\n"
        "Pour lui, « le bac coulera ».",
        ["Marc Orval", "Marc Orval"],
    ),
    # a second verb is no incise
    "and-warns": (
        "Le maire estime que le port va mal et avertit Paul Astier.",
        [""],
    ),
    # where somebody is does not speak
    "who-in-a-place": (
        "Plusieurs élus sont venus, tel Paul Astier dans la Marne, qui a proclamé : « Le bac partira ».",
        ["Paul Astier"],
    ),
    "as-x-sees-it": (
        "Paul Astier se tait. Pour Lise Varenne, il prévoyait « un partage égal des quais ».",
        ["Lise Varenne"],
    ),
    # names that end where they end
    "article-of-a-medium": ("Selon le journal La Rive, le bac partira demain.", ["La Rive"]),
    "article-held-by-du-too": ("D'après les informations du Parisien, le bac a coulé.", ["Le Parisien"]),
    "article-held-by-du": ("Selon les informations du Monde, le bac partira demain.", ["Le Monde"]),
    "one-of-the-authors": (
        "« Le fleuve monte », assure l'un des auteurs de l'étude, Zimrel Oltane.",
        ["Zimrel Oltane"],
    ),
    "first-name-accent": (
        "« Je pars », dit Évelyne. Patrick, son mari, arrive. « Je reste », déplore-t-il.",
        ["Évelyne", ""],
    ),
    "medium-within-name": ("« Le port souffre », estime Capital Rivages.", ["Capital Rivages"]),
    "he-who": (
        "Paul Astier est venu.\n« Le bac partira », confie à La Gazette du Port celui qui dit « tout voir ».",
        ["Paul Astier", "Paul Astier"],
    ),
    "body-and-its-verb": (
        "La préfecture accède à la demande des riverains. Le bac sera gardé « avec soin », promet la "
        "préfecture.",
        ["préfecture"],
    ),
    "who-was-told": (
        "« Je ne sais rien », a dit Paul Astier aux juges qui lui demandaient « pourquoi le bac a coulé ».",
        ["Paul Astier", "juges"],
    ),
    "named-behind-office": (
        "« Le bac partira », a réagi le premier adjoint de Lise Varenne, Marc Orval sur Radio Merrane.",
        ["Marc Orval"],
    ),
    "dated-behind-subject": (
        "Les agents garderont leur prime, avait annoncé le ministre des Ports Paul Astier le 14 décembre.",
        ["Paul Astier"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), CASES.values(), ids=CASES.keys())
def test_words_are_not_given_to_the_wrong_one(text: str, speakers: list[str]) -> None:
    """Whom the text does not mean is never named; where it names nobody, nobody is."""
    found = statements(text)

    assert [s.speaker for s in found if s.fragments or len(found) == 1] == speakers
