import assert from 'node:assert/strict';
import { eachForm, isAboutItsHead, isHeadOf, isPlaced, isProgram } from '../../../../../server/engine/documents/mentions/forms.js';
import {
	bookTitle,
	keyWord,
	looseTitle,
	nameBeside,
	nickname,
	otherName,
	otherNameAsWritten,
	otherNameEvident,
	otherPhrase,
	programName,
	shortTitle,
	subjectTitle,
	title,
	titleWord,
} from '../../../../../server/engine/documents/mentions/strictness.js';
import { emptyRecord, type SourceRecord } from '../../../../../server/engine/library/formats/record.js';
import { assertNamed, type Entries } from '../../../namedIn.js';

const cases: Readonly<Record<string, readonly (readonly [entries: Entries, ...texts: string[]])[]>> = {
	'by its title without the first article, if that has five words': [
		[
			{ a: 'title={The weaving of qumen baskets today}' },
			'On ⟦Weaving of Qumen Baskets Today⟧{a}, on ⟦The Weaving of Qumen Baskets Today⟧{a}.',
		],
		[{ a: 'title={An outline of weaving qumen baskets}' }, 'An old ⟦Outline of Weaving Qumen Baskets⟧{a}.'],
		[{ a: 'title={A weaving of qumen baskets}' }, 'On old Weaving of Qumen Baskets, and ⟦A Weaving of Qumen Baskets⟧{a}.'],
		[{ a: 'title={Those weaving of qumen baskets today}' }, 'On Weaving of Qumen Baskets Today.'],
	],
	'by what is before a colon, a free dash or a question mark': [
		[{ a: 'title={{QumNet}: A way of weaving}' }, 'A ⟦QumNet⟧{a}.'],
		[{ a: 'title={{QumNet} - A way of weaving}' }, 'A ⟦QumNet⟧{a}.'],
		[{ a: 'title={{QumNet} – A way of weaving}' }, 'A ⟦QumNet⟧{a}.'],
		[{ a: 'title={{QumNet}? A way of weaving}' }, 'A ⟦QumNet⟧{a}.'],
		[{ a: 'title={{QumNet}-A way of weaving}' }, 'A QumNet.'],
		[{ a: 'title={{QumNet}:A way of weaving}' }, 'A QumNet.'],
		[{ a: 'title={{QumNet} - A way: of weaving}' }, 'A QumNet.'],
	],
	'by no title with a formula, or of more than 300 letters': [
		[{ a: 'title={{QumNet} of $x^2$: A way}' }, 'A QumNet of $x^2$.'],
		[{ a: `title={{QumNet}: A way of weaving${' and weaving'.repeat(22)}}` }, 'A ⟦QumNet⟧{a}.'],
		[{ a: `title={{QumNet}: A way of weaving${' and weaving'.repeat(24)}}` }, 'A QumNet.'],
	],
	'by its title without the sign of a trade mark': [
		[{ a: 'title={{QumNet}™ {ZorlaKit}: A way of weaving}' }, 'A ⟦QumNet ZorlaKit⟧{a}.'],
		[{ a: 'title={{QumNet}®: A way of weaving}' }, 'A ⟦QumNet⟧{a}.'],
	],
	'by words that its title joins with a hyphen': [
		[{ a: 'title={{Quornerline-SMAT}: A way of weaving}' }, 'By ⟦quornerline SMAT⟧{a} and ⟦Quornerline SMAT⟧{a}, not by quornerline Smat.'],
		[{ a: 'title={{QuornEngine}: A way of weaving}' }, 'By no quorn Engine.'],
	],
	'by all of its titles': [
		[{ a: 'title={On nothing}, shorttitle={QumNet}' }, 'A ⟦QumNet⟧{a}.'],
		[{ a: 'title={{QumNet}: A way of weaving}, shorttitle={QumNet}' }, 'A ⟦QumNet⟧{a}.'],
	],
	'by the singular of a name that begins its title, if it has a capital within': [
		[{ a: 'title={{QumNets}: A way of weaving}' }, 'A ⟦QumNet⟧{a}.'],
		[{ a: 'title={{QUMNETs}: A way of weaving}' }, 'The ⟦QUMNETs⟧{a}.'],
		[{ a: 'title={Qumenetts: A way of weaving}' }, 'The ⟦QumenEtts⟧{a}, no QumenEtt.'],
	],
	'by a word within its title with capitals among small letters, beside its citation': [
		[{ a: 'title={Weaving with {QumLight} today}' }, 'The QumLight, a Qumlight.', 'The ⟦Qumlight⟧{a} [@a], the ⟦QumLight⟧{a} [@a].'],
		[{ a: 'title={Weaving with qum2vec today}' }, 'The ⟦qum2vec⟧{a} [@a].'],
		[{ a: 'title={Weaving with {QuMN} today}' }, 'The ⟦QuMN⟧{a} [@a], no QuMN.'],
		[{ a: 'title={Weaving for lanterns ({QUMN}) today}' }, 'The ⟦QUMN⟧{a} [@a], no QUMN, nor can qumn [@a] be.'],
		[{ a: 'title={The {QUMN} project: weaving today}' }, 'The ⟦QUMN⟧{a} [@a], no QUMN.'],
		[{ a: 'title={Weaving at the {QUMN} now}' }, 'The QUMN [@a].'],
		[{ a: 'title={Weaving with {pre-QumLight} today}' }, 'The QumLight [@a].'],
		[{ a: 'title={Weaving with {QUMLIGHT} today}' }, 'The QUMLIGHT [@a].'],
	],
	'by a key of five to twenty letters, as by a word of a title': [
		[{ qumbu: '' }, 'A ⟦QumBu⟧{qumbu}, no Qumbu.', 'A Qumbu [@qumbu].'],
		[{ Qumbu: '' }, 'A ⟦Qumbu⟧{Qumbu} [@Qumbu].'],
		[{ qumb: '' }, 'A QumB.', 'A Qumb [@qumb].'],
		[{ qumbuqumbuqumbuqumbu: '' }, 'A ⟦QumbuQumbuQumbuQumbu⟧{qumbuqumbuqumbuqumbu}.'],
		[{ qumbuqumbuqumbuqumbuq: '' }, 'A QumbuQumbuQumbuQumbuq.'],
		[{ 'qum-bugs': '' }, 'A QumBugs.'],
		[{ qumlight: 'title={Qumlight and others}' }, 'A QumLight.'],
		[{ quist: '' }, 'A QuiSt.'],
		[{ quistborla: '' }, 'A QuistBorla.'],
	],
	'by the word behind author and year in its key, if the title lacks it': [
		[{ quist2018zebranet: '' }, 'A ⟦ZebraNet⟧{quist2018zebranet}, no Zebranet.'],
		[{ quist2018zeb: '' }, 'A ZeB.'],
		[{ quist2018zebranet: 'title={On zebranets}' }, 'A ZebraNet.'],
		[{ quist2018borla: '' }, 'A BorLa.'],
		[{ quist18zebranet: '' }, 'A ZebraNet.'],
		[{ quist2018ZebraNet: '' }, 'A ZebraNet.'],
	],
	'by the name of a program with exactly its capitals': [
		[{ 'manual a': 'title={qualTube: A tool for tubes}' }, 'The ⟦qualTube⟧{a}, no QualTube, no qualtube.'],
		[{ 'software a': 'title={qualTube: A tool for tubes}' }, 'The ⟦qualTube⟧{a}, no QualTube.'],
		[{ 'dataset a': 'title={qualTube: A tool for tubes}' }, 'The ⟦qualTube⟧{a}, no QualTube.'],
		[{ a: 'title={qualTube: An {R} package for tubes}' }, 'The ⟦qualTube⟧{a}, no QualTube.'],
		[{ a: 'title={qualTube: A {Python} library for tubes}' }, 'The ⟦qualTube⟧{a}, no QualTube.'],
		[{ a: 'title={qualTube: A tool for tubes}' }, 'The ⟦qualTube⟧{a}, the ⟦QualTube⟧{a}.'],
	],
	'by the title of a page in quotes, unless it is one word with capitals among small letters': [
		[{ 'online a': 'title={Qumen tubes}' }, 'See Qumen Tubes, or “⟦Qumen Tubes⟧{a}”.'],
		[{ 'online a': 'title={QumentAry}' }, 'The ⟦QumentAry⟧{a}.'],
		[{ 'online a': 'title={Qumen tubes}, doi={10.1000/q.1}' }, 'See ⟦Qumen Tubes⟧{a}.'],
		[{ 'online a': 'title={Qumen tubes}, eprint={1606.03657}, eprinttype={arxiv}' }, 'See ⟦Qumen Tubes⟧{a}.'],
		[{ 'misc a': 'title={Qumen tubes}, url={https://example.org/q}' }, 'See Qumen Tubes.'],
		[{ 'misc a': 'title={Qumen tubes}' }, 'See ⟦Qumen Tubes⟧{a}.'],
		[{ a: 'title={Qumen tubes}, url={https://example.org/q}' }, 'See ⟦Qumen Tubes⟧{a}.'],
	],
	'by what is before the colon of a book’s title with evidence': [
		[{ a: 'title={Qumenta: All of it}' }, 'The ⟦QumenTa⟧{a}.'],
		...['book', 'mvbook', 'collection', 'mvcollection', 'reference', 'proceedings', 'mvproceedings', 'periodical', 'thesis'].map(
			(type): readonly [Entries, string, string] => [
				{ [`${type} a`]: 'title={Qumenta: All of it}' },
				'The QumenTa.',
				'The ⟦Qumenta⟧{a} [@a].',
			],
		),
	],
	'by the address of its page, where that is one of papers': [
		[{ a: 'url={https://openreview.net/forum?id=Qum1}' }, 'See ⟦https://openreview.net/forum?id=Qum1⟧{a}.'],
		[{ a: 'url={https://www.aclweb.org/anthology/Q18-1001/}' }, 'See ⟦https://aclweb.org/anthology/Q18-1001⟧{a}.'],
		[{ a: 'url={https://www.semanticscholar.org/paper/abc123}' }, 'See ⟦https://www.semanticscholar.org/paper/abc123⟧{a}.'],
		[{ a: 'url={https://example.org/paper/abc123}' }, 'See https://example.org/paper/abc123.'],
		[
			{
				a: 'url={https://openreview.net/forum?id=Qum1}',
				b: 'title={Another}, author={Else, D.}, year={2001}, url={https://openreview.net/forum?id=Qum1}',
			},
			'See ⟦https://openreview.net/forum?id=Qum1⟧{a}.',
		],
	],
};

suite('a paper goes', () => {
	for (const [rule, all] of Object.entries(cases))
		for (const [entries, ...texts] of all)
			for (const text of texts) test(`${rule}: ${Object.entries(entries).join('; ')}: ${text}`, () => assertNamed(entries, text));
});

const kinds = {
	nickname,
	title,
	shortTitle,
	otherName,
	otherNameAsWritten,
	otherNameEvident,
	otherPhrase,
	keyWord,
	looseTitle,
	nameBeside,
	programName,
	titleWord,
	subjectTitle,
	bookTitle,
};

/** What a record goes by: each name with its kind, and with `s` where it may lack its last one. */
function formsOf(fields: Partial<SourceRecord>): readonly string[] {
	const forms: string[] = [];
	eachForm({ ...emptyRecord, type: 'article', ...fields }, (written, kind, withSingular) => {
		const name = Object.entries(kinds).find(([, each]) => each === kind)?.[0];
		forms.push(`${written} (${name}${withSingular ? ', s' : ''})`);
	});
	return forms.filter((form) => form !== ' (title)');
}

const person = (family: string) => ({ family, given: 'A.' });
const longTitle = (letters: number) => `Weaving ${'q'.repeat(letters - 8)}`;

const forms: Readonly<Record<string, readonly (readonly [fields: Partial<SourceRecord>, ...forms: string[]])[]>> = {
	'the names it states, without their last “s” if they have several words': [
		[{ names: ['Qum Nets', 'QumNets'] }, 'Qum Nets (nickname, s)', 'QumNets (nickname)'],
	],
	'other names, by what they ask for': [
		[{ otherNames: [{ name: 'Qum Nets' }, { name: 'QumNets' }] }, 'Qum Nets (otherName, s)', 'QumNets (otherName)'],
		[{ otherNames: [{ name: 'Qum Nets', asks: 'capitals' }] }, 'Qum Nets (otherNameAsWritten)'],
		[{ otherNames: [{ name: 'Qum Nets', asks: 'evidence' }] }, 'Qum Nets (otherNameEvident)'],
		[{ otherNames: [{ name: 'qum nets', asks: 'rarity' }] }, 'qum nets (otherPhrase)'],
	],
	'the titles it states itself': [
		[{ title: 'Weaving baskets' }, 'Weaving baskets (title, s)'],
		[{ title: 'Weaving baskets', inherited: ['title'] }],
		[{ title: longTitle(300) }, `${longTitle(300)} (title, s)`],
		[{ title: longTitle(301) }],
		[{ title: 'Weaving' }, 'Weaving (title)'],
		[{ title: 'QumLight' }, 'QumLight (title)'],
	],
	'a title of five words or more also without its article': [
		[{ title: 'A weaving of qumen baskets now' }, 'A weaving of qumen baskets now (title, s)', 'weaving of qumen baskets now (title, s)'],
		[{ title: 'An outline of qumen baskets now' }, 'An outline of qumen baskets now (title, s)', 'outline of qumen baskets now (title, s)'],
		[{ title: 'The outline of qumen baskets' }, 'The outline of qumen baskets (title, s)'],
		[{ title: 'Weaving the baskets of qumen now' }, 'Weaving the baskets of qumen now (title, s)'],
		[{ title: 'Theories of qumen baskets now' }, 'Theories of qumen baskets now (title, s)'],
	],
	'what is before a colon, without its last “s” if that is a plural’s': [
		[{ title: 'QumNet: A way' }, 'QumNet: A way (title, s)', 'QumNet (shortTitle)'],
		[{ title: 'QumNet2: A way' }, 'QumNet2: A way (title, s)', 'QumNet2 (shortTitle)', 'QumNetv2 (shortTitle)'],
		[{ title: 'QumNet : A way' }, 'QumNet : A way (title, s)', 'QumNet (shortTitle)'],
		[{ title: 'Qum nets: A way' }, 'Qum nets: A way (title, s)', 'Qum nets (shortTitle, s)'],
		[{ title: 'Q: A way' }, 'Q: A way (title, s)'],
		[{ title: 'MobileNets' }, 'MobileNets (title, s)'],
		[{ title: 'MobileNet' }, 'MobileNet (title)'],
		[{ title: 'MobilesNet' }, 'MobilesNet (title)'],
		[{ title: 'MobileNETS' }, 'MobileNETS (title)'],
		[{ title: 'M2MobileNets' }, 'M2MobileNets (title)'],
		[{ title: 'VNets' }, 'VNets (title)'],
	],
	'words of a title with capitals among small letters, but for what is before the colon': [
		[{ title: 'QumNet: A QumLight' }, 'QumNet: A QumLight (title, s)', 'QumNet (shortTitle)', 'QumLight (titleWord)'],
		[{ title: 'On QumLights' }, 'On QumLights (title, s)', 'QumLights (titleWord)'],
	],
	'the titles of programs and packages': [
		[{ type: 'software', title: 'Qualtube' }, 'Qualtube (programName)', 'Qualtube (nameBeside)'],
		[{ type: 'manual', title: ' Qualtube ' }, ' Qualtube  (programName, s)', 'Qualtube (nameBeside)'],
		[
			{ type: 'misc', title: 'Qualtube Documentation', key: 'qualtube2020' },
			'Qualtube Documentation (title, s)',
			'Qualtube (looseTitle)',
			'Qualtube (nameBeside)',
			'qualtube (nameBeside)',
		],
		[
			{ type: 'misc', title: 'Dokumentation: QualTube' },
			'Dokumentation: QualTube (title, s)',
			'Dokumentation (shortTitle)',
			'QualTube (titleWord)',
			'QualTube (looseTitle)',
			'QualTube (nameBeside)',
		],
		[
			{ type: 'online', title: 'GitHub - weavers/qualtube: Counts tubes' },
			'GitHub - weavers/qualtube: Counts tubes (looseTitle, s)',
			'GitHub - weavers/qualtube (looseTitle, s)',
			'GitHub (titleWord)',
			'qualtube (programName)',
			'qualtube (nameBeside)',
		],
		[{ type: 'misc', title: 'TCP/IP' }, 'TCP/IP (title)'],
		[{ title: 'The qualtube package for tubes' }, 'The qualtube package for tubes (title, s)', 'qualtube (programName)'],
		[{ type: 'dataset', title: 'Qual tube' }, 'Qual tube (title, s)'],
		[{ type: 'software', title: 'Rust: The tool' }, 'Rust: The tool (title, s)', 'Rust (programName)', 'Rust (nameBeside)'],
		...['R package', 'Python package', 'python library', 'Julia package', 'julia library', 'r library'].map(
			(what): readonly [Partial<SourceRecord>, string, string] => [
				{ title: `Qualtube: A ${what}` },
				`Qualtube: A ${what} (title, s)`,
				'Qualtube (programName)',
			],
		),
		[{ title: 'Qualtube: A VR package' }, 'Qualtube: A VR package (title, s)', 'Qualtube (shortTitle)'],
		[{ title: 'Qualtube: A Python program' }, 'Qualtube: A Python program (title, s)', 'Qualtube (shortTitle)'],
	],
	'the titles of pages and books': [
		[{ type: 'online', title: 'Qumen: A way' }, 'Qumen: A way (looseTitle, s)', 'Qumen (looseTitle)', 'Qumen (nameBeside)'],
		[
			{ type: 'misc', title: 'Qumen: A way', url: 'https://example.org' },
			'Qumen: A way (looseTitle, s)',
			'Qumen (looseTitle)',
			'Qumen (nameBeside)',
		],
		[{ type: 'misc', title: 'Qumen: A way' }, 'Qumen: A way (title, s)', 'Qumen (shortTitle)', 'Qumen (nameBeside)'],
		[{ type: 'book', title: 'Qumen: A way' }, 'Qumen: A way (title, s)', 'Qumen (bookTitle)'],
	],
	'what its title is about, where the subtitle says so': [
		...[
			'Qumen: The language',
			'qumen: the language',
			'Qumen tubes: The language',
			'Qumen: an introduction',
			'Qumen: How it is',
			'QM: A survey',
		].map((title): readonly [Partial<SourceRecord>, string, string] => [
			{ title },
			`${title} (title, s)`,
			`${title.split(':')[0]} (subjectTitle${title.includes('tubes') ? ', s' : ''})`,
		]),
		[{ title: 'Qumen - The language' }, 'Qumen - The language (title, s)', 'Qumen (subjectTitle)'],
		...[
			'QumNet: The language',
			'VALD: A guide',
			'QumNet: A guide',
			'Qumen: Into the deep',
			'Qumen: Anyhow the best',
			'Qumen: A preview',
		].map((title): readonly [Partial<SourceRecord>, string, string] => [
			{ title },
			`${title} (title, s)`,
			`${title.split(':')[0]} (shortTitle)`,
		]),
	],
	'an abbreviation that its subtitle spells out, as a program': [
		...(
			[
				['Pdp: Parallel distributed processing', 'programName'],
				['Pdp: On parallel, distributed processing', 'programName'],
				['Pdp: Parallel processing', 'shortTitle'],
				['PD: Parallel distribution', 'shortTitle'],
				['PPdp: Parallel past distributed processing', 'shortTitle'],
				['PdpT: Parallel distributed processing today', 'shortTitle'],
			] as const
		).map(([title, kind]): readonly [Partial<SourceRecord>, string, string] => [
			{ title },
			`${title} (title, s)`,
			`${title.split(':')[0]} (${kind})`,
		]),
	],
	'its other titles': [
		[{ title: 'On it', alsoTitles: ['Qum nets'] }, 'On it (title, s)', 'Qum nets (title, s)'],
		[{ title: 'On it', alsoTitles: ['QumNets'] }, 'On it (title, s)', 'QumNets (shortTitle, s)'],
		[{ title: 'On it', alsoTitles: ['Qum: The net'] }, 'On it (title, s)', 'Qum: The net (title, s)', 'Qum (subjectTitle)'],
		[{ type: 'book', title: 'On it', alsoTitles: ['Qumen'] }, 'On it (title, s)', 'Qumen (shortTitle)'],
		...(
			[
				['Qumen', 'The language', 'subjectTitle'],
				['Qumen', 'A way', 'shortTitle'],
				['QumNets', 'A way', 'shortTitle, s'],
				['Qum nets', 'A way', 'shortTitle, s'],
			] as const
		).map(([head, rest, kind]): readonly [Partial<SourceRecord>, string, string, string] => [
			{ title: `${head}: ${rest}`, alsoTitles: [head] },
			`${head}: ${rest} (title, s)`,
			`${head} (${kind})`,
			`${head} (${kind})`,
		]),
	],
	'its key, where that is no author’s name, no word of its title and no ordinary word': [
		[{ key: 'qumen' }, 'qumen (keyWord)'],
		[{ key: 'music' }],
		[{ key: 'Music' }],
		[{ key: 'MUSIC' }, 'MUSIC (otherNameEvident)'],
		[{ key: 'quistnet', authors: [person('Quist')] }],
		[{ key: 'netquist', authors: [person('Quist')] }, 'netquist (keyWord)'],
		[{ key: 'quistnet', editors: [person('Quist')] }],
		[{ key: 'quist', authors: [person('van Quist')] }],
		[{ key: 'qumlight', title: 'With qumlight' }, 'With qumlight (title, s)'],
		[{ key: 'qumlight', title: '(Qumlight), too' }, '(Qumlight), too (title, s)'],
		[{ key: 'qumlight', title: 'With QumLight' }, 'With QumLight (title, s)', 'QumLight (titleWord)', 'qumlight (shortTitle)'],
		[{ key: 'quist2018zebranet' }, 'zebranet (keyWord)'],
		[{ key: 'quist2018zebranet', title: 'On zebra-net' }, 'On zebra-net (title, s)'],
	],
};

suite('the names of a record are', () => {
	for (const [rule, all] of Object.entries(forms))
		for (const [fields, ...expected] of all) test(`${rule}: ${JSON.stringify(fields)}`, () => assert.deepEqual(formsOf(fields), expected));
});

suite('of a title', () => {
	test('the word before the colon is its head, unless the rest speaks of it as of something known', () => {
		assert.equal(isHeadOf('Qumen', 'Qumen: A way'), true);
		assert.equal(isHeadOf('qümen', 'Qumen: A way'), true);
		assert.equal(isHeadOf('Zorla', 'Qumen: A way'), false);
		assert.equal(isHeadOf('Qumen', 'Qumen: The language'), false);
		assert.equal(isHeadOf('Qumen', 'Qumen'), false);
	});

	test('the rest may be about what is before the colon', () => {
		assert.equal(isAboutItsHead('Qumen: The language'), true);
		assert.equal(isAboutItsHead('Qumen: A way'), false);
		assert.equal(isAboutItsHead('An introduction'), false);
	});
});

suite('a record', () => {
	test('is a program, a data set or a page by its type', () => {
		const types = ['manual', 'software', 'dataset', 'misc', 'online', 'article', 'book', ''];
		assert.deepEqual(
			types.filter((type) => isProgram({ type })),
			['manual', 'software', 'dataset', 'misc', 'online'],
		);
	});

	test('has an address worth keeping on sites with a page for each paper', () => {
		const addresses = ['openreview.net', 'aclanthology.org', 'aclweb.org', 'semanticscholar.org', 'alphaxiv.org', 'example.org'];
		assert.deepEqual(
			addresses.filter((host) => isPlaced(`https://${host}/x`)),
			addresses.slice(0, -1),
		);
	});
});
