/** Numbers that look random and are the same in every run (xorshift32). */
export function seeded(seed: number): (below: number) => number {
	let state = seed | 1;
	return (below) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % below;
	};
}

const starts = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 've', 'wa', 'xi', 'yo', 'za'];
const ends = ['ban', 'cel', 'der', 'fin', 'gor', 'lan', 'mer', 'nik', 'por', 'rus', 'sen', 'tal', 'vor', 'wen', 'zek'];
const nouns =
	'network model field graph sequence memory kernel policy layer code signal texture image voice tree grammar prior sample bound gradient search proof agent planner cache stream mixture'.split(
		' ',
	);
const adjectives =
	'deep sparse robust latent causal neural adaptive bayesian visual temporal spectral hidden stable shared local global convex modular lazy fast'.split(
		' ',
	);
const verbs =
	'learning reading pruning routing matching sampling parsing tracking merging scaling tuning sensing guiding folding mapping'.split(' ');
const venues = [
	'Journal of Dim Rooms',
	'Conference on Lanterns',
	'Transactions on Tides',
	'Workshop on Small Boats',
	'Annals of Quiet Machines',
];

/** An entry's facts, before any format. */
export interface Generated {
	readonly key: string;
	readonly title: string;
	readonly authors: readonly string[];
	readonly year: number;
	readonly venue: string;
}

/** `count` invented entries with distinct keys; the same for the same count. */
export function* generateEntries(count: number, seed = 20160612): Generator<Generated> {
	const next = seeded(seed);
	const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
	const family = () => {
		const name = pick(starts) + pick(ends) + (next(3) === 0 ? pick(ends) : '');
		return name.charAt(0).toUpperCase() + name.slice(1);
	};
	const rare = () => pick(starts) + pick(starts) + pick(ends);
	const seen = new Map<string, number>();
	for (let index = 0; index < count; index++) {
		const authors = Array.from({ length: 1 + next(4) }, () => `${family()}, ${pick(starts).charAt(0).toUpperCase()}.`);
		const year = 1970 + next(55);
		const words = [pick(adjectives), pick(nouns), pick(verbs), 'for', pick(adjectives), rare(), pick(nouns)];
		const stem = `${authors[0]!.split(',')[0]!.toLowerCase()}${year}${words[0]}`;
		const times = (seen.get(stem) ?? 0) + 1;
		seen.set(stem, times);
		const title = words.map((word, position) => (position === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word)).join(' ');
		yield { key: times > 1 ? `${stem}${times}` : stem, title, authors, year, venue: pick(venues) };
	}
}

/** The entries as one BibTeX text. */
export function generateBibtex(count: number): string {
	const entries: string[] = [];
	for (const { key, title, authors, year, venue } of generateEntries(count))
		entries.push(
			`@article{${key},\n  title = {${title}},\n  author = {${authors.join(' and ')}},\n  year = {${year}},\n  journal = {${venue}},\n}\n`,
		);
	return entries.join('\n');
}
