/** A DOI without resolver or prefix: `10.1038/nature14539`. Nothing where the text holds none (DOI Handbook §2.2: `10.` registrant `/` suffix). */
export function doiIn(text: string | undefined): string | undefined {
	if (!text) return undefined;
	const found = /10\.\d{4,9}(?:\.\d+)*\/\S+/.exec(text)?.[0];
	return found?.replace(/[.,;]+$/, '');
}

/** An arXiv identifier without prefix or version: `1606.03657`, `cs/9901002`. Nothing where the text holds none (arXiv, "Understanding the arXiv identifier"). */
export function arxivIn(text: string | undefined): string | undefined {
	if (!text) return undefined;
	const found =
		/(?:arxiv(?:\.org\/(?:abs|pdf|html)\/|[:.\s]+)|^)\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?(?![\d/])/i.exec(
			text.trim(),
		)?.[1];
	return found;
}

/** The first plausible year in a date as people write it: 2016, 2016-05, "May 2016", "[2016]". */
export function yearIn(text: string | number | undefined): number | undefined {
	const found = /(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)/.exec(String(text ?? ''))?.[1];
	return found === undefined ? undefined : Number(found);
}

/** Text that may stand as a citation key in every markup, from a text that may not. */
export function keyFrom(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/[^\p{L}\p{N}_:.-]+/gu, '');
}

/** `family2016word`: a key for a record that has none; made of what there is. */
export function madeKey(family: string | undefined, year: number | undefined, title: string): string {
	const word = title.split(/\s+/).find((each) => each.length > 3) ?? title.split(/\s+/)[0] ?? '';
	return (
		keyFrom(`${family ?? ''}${year ?? ''}${word}`)
			.replace(/[:.-]/g, '')
			.toLowerCase() || 'untitled'
	);
}
