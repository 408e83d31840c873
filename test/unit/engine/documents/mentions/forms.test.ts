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
		[{ a: 'title={Weaving with {QumLight} today}' }, 'The QumLight.', 'No Qumlight [@a].', 'The ⟦QumLight⟧{a} [@a].'],
		[{ a: 'title={Weaving with qum2vec today}' }, 'The ⟦qum2vec⟧{a} [@a].'],
		[{ a: 'title={Weaving with {QuMN} today}' }, 'The QuMN [@a].'],
		[{ a: 'title={Weaving with {pre-QumLight} today}' }, 'The QumLight [@a].'],
		[{ a: 'title={Weaving with {QUMLIGHT} today}' }, 'The QUMLIGHT [@a].'],
	],
	'by a key of five to twenty letters, as by a word of a title': [
		[{ qumbu: '' }, 'A ⟦QumBu⟧{qumbu}, no Qumbu.', 'A ⟦Qumbu⟧{qumbu} [@qumbu].'],
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
