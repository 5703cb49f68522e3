"""Three texts that an instructor might bring: two of our own, and Lincoln's address of 1863, long in the public domain."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests import editions

DIALOGUE = """\
The Toll on the Weir Bridge

A conversation

ANNA: You were at the meeting of 9 May 1911, and you voted for the toll. I should like to know why a man who carts flour across the weir every day votes to pay for it.

JOSEF: Because a bridge that nobody pays for is a bridge that nobody mends. In the 1890s the planks were replaced twice, and both times the miller paid. When he died, the planks stayed as they were.

ANNA: That shows that somebody must pay, and I grant it. It does not show that the carter must. The town could pay from its taxes, as it pays for the pump in the square.

JOSEF: The pump is used by all. As the miller used to say, “whoever wears a thing out should be the one who makes it whole”. Those who never cross the weir wear out nothing.

ANNA: They eat the flour that you cart. If the toll makes the flour dearer, those who never cross the bridge pay for it in their bread, and the poorest of them pay the largest share of what they have.

JOSEF: A halfpenny on a sack. The baker told me that he would not raise the loaf by as much as a crumb, and he has kept his word from 1911 to 1913.

ANNA: He kept it while the harvests were good. What a baker promises in a good year is no evidence of what he does in a bad one. Still, I should rather have your toll than a rotten bridge, and that is all that I concede.

JOSEF: Then let us write it so: a toll for two years, and in the third the council counts what it has brought in. If it has not mended the bridge, I will vote with you.
"""
FOOTNOTE = "Josef’s sister tells it otherwise, in a letter of 3 March 1912."

PAGE = """\
<!DOCTYPE html><html><head><title>Bread</title><style>p {color: black}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/more">More</a></li></ul></nav>
<h1>What the harvest fair is for</h1>
<p>Žofie Nováková</p>
<h2>A quarrel about a date</h2>
<p>In 1924 the parish moved its harvest fair from the first Sunday of September to the last.<sup>[1]</sup> Most people took it
for a small matter. I hold that it was not, and that whoever asks when a fair should be asks what a fair is for.</p>
<p>The mayor, Mr Kolář, gave one reason: in the first days of September the hops are still on their poles, and those who pick them
cannot come. “A feast without the hands that earned it,” he told the council, “is a feast for the shopkeepers.” I do not doubt
that he believed it. The pickers’ own petition of 1923 says the same.<sup>[2]</sup></p>
<h2>What the change did</h2>
<p>Yet look at who came. In the last year of the old date four hundred and twelve visitors paid at the gate; in the first year of
the new one there were three hundred and five, and only nineteen of these gave their trade as picking. If the fair was moved for
the pickers, it missed them.</p>
<p>One may answer that it rained in 1924, and it did. Rain keeps visitors away on any Sunday of the year, and a single wet afternoon
proves nothing against a date. I grant the objection its full weight, and therefore leave the numbers of that year aside. Those of
1925 and 1926, both dry, are lower still.</p>
<p>So the reason that was given is not the reason that was at work. The last Sunday is the day on which the rents fall due. Whoever
collects rents likes to find his tenants in one place, with money in their hands. I have no document that says so; I have only the
list of those who voted for the change, and beside each name the number of his tenants.</p>
<h2>Notes</h2>
<p>[1] Minutes of the parish council, 12 January 1924.</p>
<p>[2] The petition has sixty-one names, of which seventeen are marks.</p>
<footer>© The parish chronicle. Share on paper.</footer>
</body></html>
"""

ADDRESS = [
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in\nLiberty, and dedicated to the proposition that all men are created equal.",
    "Now we are engaged in a great civil war, testing whether that nation, or any nation so conceived and so\ndedicated, can long endure. We are met on a great battle-field of that war. We have come to dedicate a portion\nof that field, as a final resting place for those who here gave their lives that that nation might live. It is\naltogether fitting and proper that we should do this.",
    "But, in a larger sense, we can not dedicate—we can not consecrate—we can not hallow—this ground. The brave\nmen, living and dead, who struggled here, have consecrated it, far above our poor power to add or detract. The\nworld will little note, nor long remember what we say here, but it can never forget what they did here. It is\nfor us the living, rather, to be dedicated here to the unfinished work which they who fought here have thus\nfar so nobly advanced.",
    "It is rather for us to be here dedicated to the great task remaining before us—that from these honored dead we\ntake increased devotion to that cause for which they gave the last full measure of devotion—that we here\nhighly resolve that these dead shall not have died in vain—that this nation, under God, shall have a new birth\nof freedom—and that government of the people, by the people, for the people, shall not perish from the earth.\n",
]


def dialogue(folder: Path) -> Path:
    """Return a conversation as a Word file, with a footnote."""
    return editions.word_file(folder / "rozhovor.docx", DIALOGUE, (FOOTNOTE,))


def page(folder: Path) -> Path:
    """Return an essay as a saved web page: a menu, headings, notes, a foot."""
    path = folder / "jarmok.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def address(folder: Path) -> Path:
    """Return the address as a PDF of two pages with heads and numbers, its lines wrapped."""
    wrapped = [line for part in ADDRESS for line in textwrap.wrap(part, 66)]
    pages = [
        ["1", "The Address at Gettysburg", *wrapped[:8]],
        ["2", *wrapped[8:15]],
        ["3", *wrapped[15:]],
    ]
    path = folder / "address.pdf"
    path.write_bytes(pdf([["Speeches of 1863", *lines] for lines in pages]))
    return path


def pdf(pages: list[list[str]]) -> bytes:
    """Return a PDF whose pages hold these lines; a page without any holds a drawing."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        shown = [
            line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines
        ]
        drawn = (
            "BT /F1 11 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
        )
        drawn = drawn if lines else "72 72 200 200 re S"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    out = "%PDF-1.4\n"
    for i, body in enumerate(objects, 1):
        out += f"{i} 0 obj\n{body}\nendobj\n"
    return (out + "trailer << /Root 1 0 R >>\n%%EOF\n").encode("cp1252")
