/** What a label says words are: a name of a work, a title in full or in part, authors with or without a year, or an identifier or address. */
export const kinds = ['name', 'title', 'title part', 'author-year', 'authors', 'identifier'] as const;

export type Kind = (typeof kinds)[number];

export type Expectation = 'promised' | 'wanted' | 'allowed';

/**
 * The parts that collections belong to. `tune`: errors may be looked at while recognition is worked on. `final`: for measuring only. `check`: chosen
 * and labelled after the other two had been used, by somebody who changed no recognition. `fresh`: the same, after errors of `check` had been reported.
 * `last`, `sixth`, `seventh`, `eighth`, `ninth` and `tenth`: the same, each after errors of the one before had been read.
 */
export const halves = ['tune', 'final', 'check', 'fresh', 'last', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'] as const;

export type Half = (typeof halves)[number];

/** A collection of notes whose labels are known. */
export interface Labelled {
	/** Owner and name on GitHub, joined by `/`. */
	readonly repository: string;
	readonly commit: string;
	readonly field: string;
	readonly language: string;
	readonly half: Half;
	/** Stretches of pages that were read whole: whatever is not labelled there names no paper. */
	readonly read: readonly Stretch[];
	readonly labels: readonly Label[];
}

/** A range of a page, in UTF-16 offsets from its beginning. */
export interface Stretch {
	readonly path: string;
	readonly start: number;
	readonly end: number;
}

/** What a reader says of words: that they name a paper, or that they name none. */
export interface Label extends Stretch {
	/** Keys of the paper in the collection's library, any of which is right; none where the words name no paper of it. */
	readonly keys: readonly string[];
	readonly kind: Kind | undefined;
	/**
	 * `promised`: docs/mentions.md says that it is found. `wanted`: a reader would call it a mention. `allowed`: a reader may call it one or not, such
	 * as the name of a thing that the work is about; to show the work is right, and to miss it is no error.
	 */
	readonly expected: Expectation;
}

/**
 * Reads `collections.tsv` (repository, commit, field, language, half) and `labels.tsv` (repository, path, start, end, keys or `-`, kind, and
 * what is expected; the kind `page` marks a stretch that was read whole). Throws on a line that is not of this form.
 */
export function readLabels(collections: string, labels: string): readonly Labelled[] {
	const rows = linesOf(labels);
	return linesOf(collections).map(([repository = '', commit = '', field = '', language = '', named]) => {
		const half = halves.find((each) => each === named);
		if (half === undefined) throw new Error(`${repository}: the half is one of ${halves.join(', ')}`);
		const own = rows.filter(([each]) => each === repository);
		return {
			repository,
			commit,
			field,
			language,
			half,
			read: own.filter((row) => row[5] === 'page').map(stretchOf),
			labels: own.filter((row) => row[5] !== 'page').map(labelOf),
		};
	});
}

/** The cells of all lines but the first one and empty ones. */
const linesOf = (text: string): readonly (readonly string[])[] =>
	text
		.split('\n')
		.slice(1)
		.filter((line) => line !== '')
		.map((line) => line.split('\t'));

function stretchOf([, path = '', start, end]: readonly string[]): Stretch {
	const stretch = { path, start: Number(start), end: Number(end) };
	if (path === '' || !(stretch.start >= 0 && stretch.end > stretch.start)) throw new Error(`no range: ${path} ${start} ${end}`);
	return stretch;
}

function labelOf(row: readonly string[]): Label {
	const [, path, start, , keys = '-', named = '', given = ''] = row;
	const kind = kinds.find((each) => each === named);
	if (keys !== '-' && kind === undefined) throw new Error(`${path} ${start}: no kind “${named}”`);
	return {
		...stretchOf(row),
		keys: keys === '-' ? [] : keys.split(' '),
		kind,
		expected: given === 'promised' || given === 'allowed' ? given : 'wanted',
	};
}
