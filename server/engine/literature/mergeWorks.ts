import { fold } from '../base/fold.js';
import type { SourceRecord } from '../library/formats/record.js';
import { familyName } from '../library/paper.js';
import type { Work } from './work.js';

/** The DOI as it is compared: without regard to case (DOI Handbook, section 2.4). */
const doiOf = ({ doi }: SourceRecord): string | undefined => doi?.toLowerCase();

/** A DOI of arXiv's own names the preprint, whose publication has another. */
const isPreprintDoi = (doi: string): boolean => doi.startsWith('10.48550/');

/** Title, year and first author, as they are compared; nothing where one of them is missing. */
function description({ title, year, authors }: SourceRecord): string | undefined {
	const [first] = authors;
	return first && year !== undefined ? `${fold(title)}|${year}|${fold(familyName(first))}` : undefined;
}

/** Whether two DOIs say that two works of one description are different works. */
const areDifferent = (a: string | undefined, b: string | undefined): boolean =>
	a !== undefined && b !== undefined && a !== b && !isPreprintDoi(a) && !isPreprintDoi(b);

/**
 * The works of several lists as one, each work once: works are one by DOI, arXiv identifier, OpenAlex's number, or title, year and first author where no
 * two DOIs contradict. Ordered by the places that a work has in the lists: high in one, or in several, comes first. Facts of earlier lists count first.
 */
export function mergeWorks(lists: readonly (readonly Work[])[]): readonly Work[] {
	const found: { work: Work; score: number }[] = [];
	const byName = new Map<string, { work: Work; score: number }>();
	for (const list of lists) {
		list.forEach((work, rank) => {
			// Reciprocal ranks (Cormack, Clarke and Büttcher, SIGIR 2009), whose constant flattens the first places.
			const score = 1 / (60 + rank);
			const names = namesOf(work);
			const known = names
				.map((name) => byName.get(name))
				.find((each) => each && (each.work === work || !areDifferent(doiOf(each.work.record), doiOf(work.record))));
			const entry = known ?? { work, score: 0 };
			if (known) known.work = merged(known.work, work);
			else found.push(entry);
			entry.score += score;
			for (const name of names) if (!byName.has(name)) byName.set(name, entry);
		});
	}
	return found.sort((a, b) => b.score - a.score).map(({ work }) => work);
}

function namesOf({ record, openAlex }: Work): readonly string[] {
	const doi = doiOf(record);
	const described = description(record);
	return [
		...(doi === undefined ? [] : [`doi ${doi}`]),
		...(record.arxiv === undefined ? [] : [`arxiv ${record.arxiv.toLowerCase()}`]),
		...(openAlex === undefined ? [] : [`openalex ${openAlex}`]),
		...(described === undefined ? [] : [`described ${described}`]),
	];
}

/** Two descriptions of one work: what the first does not say is the second's. The DOI of a publication comes before a preprint's. */
function merged(one: Work, other: Work): Work {
	const [a, b] = [one.record, other.record];
	const [doiA, doiB] = [doiOf(a), doiOf(b)];
	const isPublished = doiA !== undefined && isPreprintDoi(doiA) && doiB !== undefined && !isPreprintDoi(doiB);
	const doi = isPublished ? b.doi : (a.doi ?? b.doi);
	const arxiv = a.arxiv ?? b.arxiv;
	const most = (x: number | undefined, y: number | undefined) => (x === undefined ? y : y === undefined ? x : Math.max(x, y));
	const citedBy = most(one.citedBy, other.citedBy);
	const cites = most(one.cites, other.cites);
	const base = isPublished || (one.isCut && !other.isCut) ? b : a;
	const rest = base === a ? b : a;
	return {
		...other,
		...one,
		record: {
			...rest,
			...base,
			authors: base.authors.length > 0 ? base.authors : rest.authors,
			fields: { ...rest.fields, ...base.fields },
			...(doi !== undefined && { doi }),
			...(arxiv !== undefined && { arxiv }),
			hasAbstract: a.hasAbstract || b.hasAbstract,
		},
		...(citedBy !== undefined && { citedBy }),
		...(cites !== undefined && { cites }),
		isCut: one.isCut && other.isCut,
		isSaidRetracted: one.isSaidRetracted || other.isSaidRetracted,
		from: [...new Set([...one.from, ...other.from])],
	};
}
