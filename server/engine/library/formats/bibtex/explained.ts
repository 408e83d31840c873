import * as l10n from '@vscode/l10n';
import { entryTypeOf, fieldNameOf } from './entryTypes.js';

const list = (lines: string): ReadonlyMap<string, string> =>
	new Map(
		lines
			.trim()
			.split('\n')
			.map((line): [string, string] => {
				const [name = '', about = ''] = line.trim().split(/: (.*)/);
				return [name, about];
			}),
	);

const types = list(`
	article: A piece in a journal, magazine or newspaper.
	artwork: A work of visual art.
	audio: A recording of sound.
	book: A whole book by one or more authors.
	bookinbook: A book that was once printed alone, within another one.
	booklet: Something printed and bound without a publisher.
	collection: A book of pieces by several authors, put together by an editor.
	dataset: A set of data.
	inbook: A part of a book with a title of its own.
	incollection: A piece in a collection, under its own title.
	inproceedings: A paper in the proceedings of a conference.
	inreference: An article in an encyclopedia or dictionary.
	manual: Documentation of a product, printed or not.
	misc: Whatever fits none of the other types.
	mvbook: A book of several volumes.
	mvcollection: A collection of several volumes.
	mvproceedings: Proceedings of several volumes.
	mvreference: A work of reference of several volumes.
	online: Something that is on the web and nowhere else.
	patent: A patent, or the application for one.
	periodical: A whole issue of a journal.
	proceedings: The proceedings of a conference as a whole.
	reference: An encyclopedia, dictionary or other work of reference.
	report: A report of a university, company or agency.
	set: Several entries that are cited as one.
	software: A program.
	suppbook: A preface, index or the like of a book.
	suppcollection: A preface, index or the like of a collection.
	suppperiodical: A standing piece of a journal, such as its editorial.
	thesis: A thesis for a degree.
	unpublished: A text that has not been published.
	xdata: Fields for other entries to inherit; never cited itself.
	string: An abbreviation to be used in values.
	preamble: LaTeX that is written before the list of references.
	comment: Left out by every program.
`);

const fields = list(`
	abstract: What the work says in brief; not printed by most styles.
	addendum: Something to be printed at the very end.
	annotation: Your own remark, for annotated bibliographies.
	author: Who wrote it, names joined by “and”.
	bookauthor: Who wrote the book that this is a part of.
	booktitle: The title of the book or proceedings that this is a part of.
	chapter: The chapter, or another part of it.
	crossref: The key of the entry that it is a part of, from which fields are inherited.
	date: When it appeared: 2016, 2016-05 or 2016-05-21.
	doi: The DOI, without its resolver.
	edition: Which edition: a number, or words.
	editor: Who edited it, names joined by “and”.
	eid: The electronic number of an article, in the place of pages.
	entryset: The keys of the entries that the set is made of.
	eprint: The number in an archive such as arXiv.
	eprintclass: The archive’s section, such as cs.LG.
	eprinttype: Which archive, such as arxiv.
	eventdate: When the conference was.
	eventtitle: What the conference is called.
	file: Where your copy lies.
	howpublished: How it came out, where that is not usual.
	ids: Other keys that it may be cited by.
	institution: The university, company or agency behind it.
	isbn: The number of a book.
	issn: The number of a journal.
	issue: The name of an issue that is not a number, such as Spring.
	journaltitle: The name of the journal.
	keywords: Words to sort or filter by, separated by commas.
	label: What to print where no author is known.
	langid: Which language to hyphenate and format it in.
	language: Which languages it is written in.
	location: Where it was published.
	maintitle: The title of the whole, where it has several volumes.
	month: The month: a number, or jan, feb and so on.
	note: Anything else to be printed.
	number: The number of an issue, a report, or of a book in its series.
	organization: Who held the conference, or is responsible for a manual.
	pages: From which page to which: 12--34.
	pagetotal: How many pages it has.
	part: The number of a part of a volume.
	publisher: Who published it.
	pubstate: How far it is: inpress, submitted, forthcoming.
	related: The keys of works to be printed with it, such as its original.
	relatedtype: How those are related: translationof, reprintof, origpubin.
	series: The series that it is a part of.
	shortjournal: The journal’s name in brief.
	shorttitle: The title in brief.
	sortkey: What to sort it by instead of names and title.
	subtitle: What follows the colon of its title.
	title: Its title.
	titleaddon: What is printed behind the title, in another font.
	translator: Who translated it, names joined by “and”.
	type: Of which kind it is: phdthesis, mathesis, techreport, or your own words.
	url: Its address on the web.
	urldate: When you looked at that address.
	venue: Where the conference was.
	version: Of a program or document, its version.
	volume: The volume of a journal, or of a book of several.
	volumes: How many volumes there are.
	xdata: The keys of the @xdata entries from which fields are taken.
	xref: The key of the entry that it is a part of, without inheriting from it.
	year: The year in which it appeared.
`);

/** What an entry type is for, in a line; nothing for unknown ones. */
export const typeExplained = (type: string): string | undefined =>
	inUsersLanguage(types.get(entryTypeOf(type).type) ?? types.get(type.toLowerCase()));

/** What a field is for, in a line, under any name that it goes by; nothing for unknown ones. */
export const fieldExplained = (name: string): string | undefined => inUsersLanguage(fields.get(fieldNameOf(name.toLowerCase())));

const inUsersLanguage = (text: string | undefined): string | undefined => (text === undefined ? undefined : l10n.t(text));

const everywhere =
	'subtitle note addendum doi url urldate eprint eprinttype eprintclass keywords abstract language langid shorttitle pubstate';
const ofBooks = 'subtitle publisher location isbn edition volume volumes series number pages pagetotal translator';

/** The optional fields that are common in entries of a type, biblatex's names, usual ones first. The other types get those of most. */
const optional: Readonly<Record<string, string>> = {
	article: 'volume number pages month issn eid issue series editor translator version',
	book: ofBooks,
	mvbook: ofBooks,
	booklet: 'howpublished type location pages',
	collection: ofBooks,
	proceedings: `eventtitle eventdate venue organization ${ofBooks}`,
	inbook: `chapter bookauthor editor crossref ${ofBooks}`,
	incollection: `chapter crossref ${ofBooks}`,
	inproceedings: `pages editor crossref eventtitle eventdate venue organization ${ofBooks}`,
	manual: 'organization publisher version edition location isbn type',
	misc: 'howpublished type version organization location month',
	software: 'version organization publisher type',
	dataset: 'version publisher organization type',
	online: 'organization version month',
	patent: 'holder type location version',
	report: 'number version pages pagetotal location isrn',
	thesis: 'location isbn pagetotal chapter pages',
	unpublished: 'howpublished eventtitle eventdate venue location',
	set: 'crossref',
};

/** Fields of any entry that name others or say how it is to be treated. */
const last = 'month crossref xdata xref related relatedtype ids sortkey annotation file';

/** The optional fields to offer in an entry of a type, under biblatex's names, each once, the usual ones first. */
export function optionalFields(type: string): readonly string[] {
	const own = optional[entryTypeOf(type).type] ?? 'editor publisher location volume number pages';
	return [...new Set(`${own} ${everywhere} ${last}`.split(' '))];
}
