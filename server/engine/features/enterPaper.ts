import { nameFields } from '../library/formats/bibtex/decode.js';
import { missingFields } from '../library/formats/bibtex/entryTypes.js';
import { latexNameList, latexText, latexTitle, latexVerbatim } from '../library/formats/bibtex/escape.js';
import { fieldExplained, optionalFields, typeExplained } from '../library/formats/bibtex/explained.js';
import { readNames } from '../library/formats/bibtex/names.js';
import { readWholeBibtex } from '../library/formats/bibtex/read.js';
import { defaultStyle, styleOf } from '../library/formats/bibtex/style.js';
import { entryText, writeEntry } from '../library/formats/bibtex/write.js';
import { madeKey } from '../library/formats/identifiers.js';

/** What a form has to know to ask for a paper by hand. */
export interface EntryForm {
	/** The usual ones first. */
	readonly types: readonly EntryFormType[];
	/** What each field is for, in the user's language, under biblatex's names. */
	readonly explained: Readonly<Record<string, string>>;
}

export interface EntryFormType {
	/** biblatex's name. */
	readonly name: string;
	readonly explained: string;
	/** What such an entry has to have: for each piece the fields that would do, the usual one first. */
	readonly required: readonly (readonly string[])[];
	/** Further fields that are common, usual ones first. */
	readonly optional: readonly string[];
}

/** An entry as it was entered. */
export interface EnteredPaper {
	readonly key: string;
	/** One BibTeX entry, in the style of the bibliography that it is for. */
	readonly entry: string;
	/** What is still missing: for each piece the fields that would do. */
	readonly missing: readonly (readonly string[])[];
}

/** Types that people enter, in this order; the rest of biblatex's are for whole series or for machines. */
const types = (
	'article inproceedings book incollection inbook thesis report online dataset software unpublished manual patent ' +
	'proceedings collection inreference periodical booklet misc'
).split(' ');

/** So many of a type's optional fields are in the form; in the file, all can be added. */
const mostOptional = 12;

/** Fields that only files have a use for. */
const notAsked = /^(?:crossref|xdata|xref|ids|related|relatedtype|sortkey|annotation|file|month|langid)$/;

const verbatim = /^(?:doi|url|eprint|eprintclass)$/;
const isNames = (field: string): boolean => field === 'author' || field === 'editor' || nameFields.has(field);

/** The types of entries, each with its fields, in the user's language. */
export function entryForm(): EntryForm {
	const explained: Record<string, string> = {};
	const formTypes = types.map((name): EntryFormType => {
		const required = missingFields(name, [], true);
		const asked = new Set(required.flat());
		const optional = optionalFields(name).filter(
			(field) => !asked.has(field) && !notAsked.test(field) && fieldExplained(field) !== undefined,
		);
		// Where to find it is asked of everything.
		const found = ['doi', 'url'].filter((field) => optional.includes(field));
		const shown = [...new Set([...optional.slice(0, mostOptional - found.length), ...found])];
		for (const field of [...asked, ...shown]) explained[field] = fieldExplained(field) ?? field;
		return { name, explained: typeExplained(name) ?? name, required, optional: shown };
	});
	return { types: formTypes, explained };
}

/**
 * The entry of what was entered as plain text, under biblatex's names, in the style of a file whose text is given. Names may be separated by
 * “and”, semicolons or line breaks, and each be as it is read aloud or as `Family, Given`. Empty fields are left out; so are those whose names are none that the type's form has.
 */
export function enteredPaper(type: string, values: Readonly<Record<string, string>>, file: string): EnteredPaper {
	const form = entryForm().types.find(({ name }) => name === type);
	const known = new Set([...(form?.required.flat() ?? []), ...(form?.optional ?? [])]);
	const given = Object.entries(values).filter(([name, value]) => known.has(name) && value.trim() !== '');
	const style = { ...defaultStyle, biblatex: true };
	const fields = given.map(([name, value]) => ({ name, value: latexOf(name, value.trim()) }));
	const entered = entryText(form?.name ?? 'misc', 'key', fields, style);
	const record = readWholeBibtex(entered, 0);
	const people = record && (record.authors[0] ?? record.editors[0]);
	const key = madeKey(people?.family, record?.year, record?.title ?? '');
	return {
		key,
		entry: record ? writeEntry({ ...record, key }, styleOf(file), key) : entered,
		missing: missingFields(
			type,
			given.map(([name]) => name),
		),
	};
}

/** A name as it is entered: read aloud, or as files have it, `Family, Given`. */
function latexNameOf(name: string): string {
	const commas = name.split(',').length - 1;
	const latex = latexText(name, defaultStyle);
	const isAsInFiles = (commas === 1 || commas === 2) && readNames(latex).names.length === 1;
	return isAsInFiles ? latex : latexNameList(name, defaultStyle);
}

function latexOf(name: string, value: string): string {
	if (verbatim.test(name)) return latexVerbatim(name === 'doi' ? value.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '') : value);
	if (isNames(name)) {
		const names = value.split(/[;\n]| and /i).map((part) => part.trim().replace(/^and /i, ''));
		return names
			.filter((part) => part !== '')
			.map(latexNameOf)
			.join(' and ');
	}
	return name === 'title' ? latexTitle(value, defaultStyle) : latexText(value, defaultStyle);
}
