/** An entry of Biber's tests with the names and dates that it expects. */
interface Expected {
	readonly key: string;
	/** The entry where the test has the name in it, not a file. */
	readonly bibtex?: string;
	readonly expected: Readonly<Record<string, string>>;
}

/** What a test of Biber's (`t/*.t`, in Perl) expects: entries as Biber writes them for LaTeX, and names one by one. */
export function* expectedOfBiber(perl: string): Generator<Expected> {
	const keys = new Set<string>();
	for (const [, key = '', text = ''] of perl.matchAll(/\\entry\{([^}]*)\}\{[^}]*\}\{[^}]*\}\{[^}]*\}\n([\s\S]*?)\\endentry/g)) {
		if (keys.has(key)) continue;
		keys.add(key);
		yield { key, expected: { ...namesIn(text), ...datesIn(text) } };
	}
	yield* namesOneByOne(perl);
}

/** `\name{author}{2}{}{ {{hash=…}{ family={Doe}, given={John} …` */
function namesIn(text: string): Readonly<Record<string, string>> {
	const names: Record<string, string> = {};
	for (const [, role = '', list = ''] of text.matchAll(/\\name\{(author|editor)\}\{\d+\}\{[^}]*\}\{%\n([\s\S]*?)\n {6}\}/g))
		names[role] = list
			.split(/\{\{[^{}]*hash=/)
			.slice(1)
			.map((name) => ['prefix', 'family', 'given', 'suffix'].map((part) => partOf(name, part)).join('|'))
			.join('; ');
	return names;
}

function partOf(name: string, part: string): string {
	const start = name.search(new RegExp(`\\b${part}=\\{`));
	if (start < 0) return '';
	const from = name.indexOf('{', start) + 1;
	let depth = 1;
	let end = from;
	for (; end < name.length && depth > 0; end++) depth += name[end] === '{' ? 1 : name[end] === '}' ? -1 : 0;
	return spaces(name.slice(from, end - 1));
}

/** Without the macros with which Biber keeps parts of names on a line, or marks initials. */
const spaces = (text: string): string =>
	text
		.replace(/\\+bibnamedelim\w\s?|\\+bibinitdelim\s?|\\+,|~/g, ' ')
		.replace(/\{\s*\}/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/** `\field{year}{1996}`, `\field{endmonth}{12}`, `\field{eventday}{1}` … as ISO 8601. */
function datesIn(text: string): Readonly<Record<string, string>> {
	const fields = new Map(Array.from(text.matchAll(/\\field\{(\w+)\}\{([^}]*)\}/g)).map(([, name = '', value = '']) => [name, value]));
	const dates: Record<string, string> = {};
	const isCirca = (prefix: string): boolean => text.includes(`\\true{${prefix}datecirca}`);
	for (const prefix of ['', 'orig', 'event', 'url']) {
		// A year before year 0 is written without its sign.
		const dateAt = (of: string): string =>
			[
				fields.get(`${of}dateera`) === 'bce' ? `-${fields.get(`${of}year`)!.padStart(4, '0')}` : fields.get(`${of}year`),
				fields.get(`${of}month`),
				fields.get(`${of}day`),
			]
				.filter((part) => part !== undefined && part !== '')
				.map((part, index) => (index === 0 ? part! : part!.padStart(2, '0')))
				.join('-');
		const season = { winter: '-24', spring: '-21', summer: '-22', autumn: '-23' }[fields.get(`${prefix}yeardivision`) ?? ''] ?? '';
		const [start, end] = [dateAt(prefix), dateAt(`${prefix}end`)];
		if (start !== '') dates[`${prefix}date`] = `${start}${season}${isCirca(prefix) ? '~' : ''}${end === '' ? '' : `/${end}`}`;
	}
	return dates;
}

/** `is_deeply(tparsename($section,'John Doe', 'author'), $name1, …)`, and `my $name1 = { given => {string => 'John' …` */
function* namesOneByOne(perl: string): Generator<Expected> {
	const values = new Map(
		Array.from(perl.matchAll(/my \$(name\w+) =\s*\{([\s\S]*?)\};/g)).map(([, name = '', value = '']) => [name, value]),
	);
	for (const [, kind, name = '', variable = ''] of perl.matchAll(/tparsename(_x)?\(\$section,'([^']*)', 'author'\), \$(name\w+),/g)) {
		const value = values.get(variable);
		if (value === undefined) continue;
		const part = (of: string): string =>
			new RegExp(`\\b${of}\\s*=>\\s*\\{\\s*string\\s*=>\\s*'([^']*)'`).exec(value)?.[1]?.replaceAll('~', ' ') ?? '';
		yield {
			key: `${kind ? 'parsename_x' : 'parsename'} ${variable}`,
			bibtex: `@book{one, title = {T}, author = {${name}}}`,
			expected: { author: ['prefix', 'family', 'given', 'suffix'].map(part).join('|') },
		};
	}
}
