import { withoutEnd } from '../../base/ends.js';
import { withoutEscapes } from '../../base/uri.js';

const modernArxiv = /(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?!\d)/;
const oldArxiv = /(?<![A-Za-z]|[a-z]-)([a-z]+(?:-[a-z]+)*)(?:\.[A-Za-z-]{2,})?\/(\d{7})(?:v\d+)?(?!\d)/;
const arxivBefore = /arxiv(?:\.org\/[a-z]+\/|[^/\w]|preprint|\bid\b|eprint|\.)*/i;
/** What https://shortdoi.org makes of a DOI, which every resolver takes. */
const shortDoi = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\/[a-z0-9]{3,10})$/i;
/** Angle brackets count in pairs that are no tag of HTML: those of a SICI (`…<1661::AID-SIM968>3.0.CO;2-2`, ANSI/NISO Z39.56) do. */
const doi = /(?<!\d\.?)10\.\d{4,9}(?:\.\d+)*\/(?:[^\s"<>]|<(?![a-z]*[\s/>])[^\s"<>]+>)+/i;

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

/** What a note may say ahead of the number of the paper itself. */
const aheadOfOwnNumber: ReadonlySet<string> = new Set(
	'http https www arxiv org corr abs pdf e pre print eprint preprint available accessible online also as at on from via id identifier number'.split(
		' ',
	),
);

/** How what follows the number begins where it is about the paper itself: `, version 5`, `[cs.LG], 3 May 2014`, `type: article`. */
const behindOwnNumber = /^\s*(?:$|[[(,.;]|(?:version|type|accessed|\d{4}\b))/i;

/**
 * The arXiv identifier of a note that is on the paper's own: `arXiv:1606.03657 [cs.LG]`, `Available at https://arxiv.org/abs/1606.03657`. A
 * number behind other words is mostly another paper's ("Comment on arXiv:…").
 */
export function arxivIdentifierOfNote(note: string): string | undefined {
	const found = arxivIdentifierIn(note);
	const at = found === undefined ? null : (modernArxiv.exec(note) ?? oldArxiv.exec(note));
	if (!at) return undefined;
	const isAhead = (word: string): boolean => aheadOfOwnNumber.has(word.toLowerCase()) || /^(?:19|20)\d\d$/.test(word);
	const isOwn = (note.slice(0, at.index).match(/[\p{L}\p{N}]+/gu) ?? []).every(isAhead);
	const behind = note.slice(at.index + at[0].length);
	return isOwn && behindOwnNumber.test(behind) && !modernArxiv.test(behind) ? found : undefined;
}

/** The DOI in a value, without resolver (`https://doi.org/`, `doi:` …) and punctuation behind it. Nothing where there is none. */
export function doiIn(value: string | undefined): string | undefined {
	if (!value) return undefined;
	const found = doi.exec(value.includes('%') && value.includes('://') ? withoutEscapes(value) : value);
	if (!found) return shortDoi.exec(value.trim())?.[1];
	let text = withoutEnd(found[0], /[.,;]/);
	// A bracket that belongs to the sentence around it.
	if (text.endsWith(')') && !text.includes('(')) text = text.slice(0, -1);
	return text;
}

/** The arXiv identifier in a field that may hold it bare, named or as an address. Nothing where the text holds none. */
export function arxivIn(value: string | undefined): string | undefined {
	if (!value) return undefined;
	return arxivIdentifierIn(value) ?? (/^\s*[\w.-]+(?:\/\d+)?(?:\s*\[[\w.-]+\])?\s*$/.test(value) ? arxivIdentifier(value) : undefined);
}

/** The first plausible year in a date as people write it: 2016, 2016-05, "May 2016", "[2016]". */
export function yearIn(text: string | number | undefined): number | undefined {
	const found = /(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)/.exec(String(text ?? ''))?.[1];
	return found === undefined ? undefined : Number(found);
}

/** Text that may be a citation key in every markup, from a text that may not. */
export function keyFrom(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}_:.-]/gu, '');
}

/** `family2016word`: a key for a record that has none; made of what there is. */
export function madeKey(family: string | undefined, year: number | undefined, title: string): string {
	// A title may be very long: it is not split into its words.
	const from = title.slice(Math.max(0, title.search(/\S{4}/)));
	const length = from.search(/\s/);
	const word = length < 0 ? from : from.slice(0, length);
	return (
		keyFrom(`${family ?? ''}${year ?? ''}${word}`)
			.replace(/[:.-]/g, '')
			.toLowerCase() || 'untitled'
	);
}
