const modernArxiv = /(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?!\d)/;
const oldArxiv = /(?<![A-Za-z])([a-z]+(?:-[a-z]+)*)(?:\.[A-Za-z-]{2,})?\/(\d{7})(?:v\d+)?(?!\d)/;
const arxivBefore = /arxiv(?:\.org\/[a-z]+\/|[^/\w]|preprint|\bid\b|eprint|\.)*/i;
const doi = /10\.\d{4,9}(?:\.\d+)*\/[^\s"<>]+/;

/**
 * The arXiv identifier that a value is, without prefix, subject class and version (both schemes of
 * https://arxiv.org/help/arxiv_identifier): `1606.03657` for `arXiv:1606.03657v2`, `math/0309136` for `math.GT/0309136`.
 * Nothing where it is none.
 */
export function arxivIdentifier(value: string): string | undefined {
	const modern = modernArxiv.exec(value);
	if (modern) return modern[1];
	const old = oldArxiv.exec(value);
	return old ? `${old[1]}/${old[2]}` : undefined;
}

/** The arXiv identifier that a text names as such: an arxiv.org address, `arXiv preprint arXiv:1412.6980`, `CoRR abs/1412.6980`. */
export function arxivIdentifierIn(text: string): string | undefined {
	const named = arxivBefore.exec(text);
	if (named) {
		const rest = text.slice(named.index + named[0].length, named.index + named[0].length + 40);
		const found = arxivIdentifier(rest);
		if (found !== undefined && rest.indexOf(found.slice(found.indexOf('/') + 1)) < 24) return found;
	}
	return text.includes('abs/') && !text.includes(':') ? arxivIdentifier(text.slice(text.indexOf('abs/') + 4)) : undefined;
}

/** The DOI in a value, without resolver (`https://doi.org/`, `doi:` …) and punctuation behind it. Nothing where there is none. */
export function doiIn(value: string): string | undefined {
	const found = doi.exec(value.includes('%') && value.includes('://') ? unescaped(value) : value);
	if (!found) return undefined;
	let text = found[0].replace(/[.,;]+$/, '');
	// A bracket that belongs to the sentence around it.
	if (text.endsWith(')') && !text.includes('(')) text = text.slice(0, -1);
	return text;
}

function unescaped(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
