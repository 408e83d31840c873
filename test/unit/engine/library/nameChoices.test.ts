import assert from 'node:assert/strict';
import { Document } from '../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { indexedPapers } from '../../../../server/engine/library/indexedPaper.js';
import type { Library, LibraryStore } from '../../../../server/engine/library/library.js';
import { type GivenName, NameChoices } from '../../../../server/engine/library/nameChoices.js';
import { keyPlacesInNames, type NameChange, parseNameChoices, withNameChange } from '../../../../server/engine/library/namesYaml.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';

const bibliography = `
@article{weyand, title={{PlaNet} - Photo Geolocation with Convolutional Neural Networks}, author={Weyand, T. and Kostrikov, I.}, year={2016}}
@article{hafner, title={Learning Latent Dynamics for Planning from Pixels}, author={Hafner, D. and Lillicrap, T.}, year={2019}, shorttitle={PlaNet}}
@article{he, title={Deep residual learning for image recognition}, author={He, K. and Zhang, X.}, year={2016}}
@article{modular, title={{MODULAR}: software for the autonomous computation of modularity}, author={Marquitti, F.}, year={2014}}
`;

function storeOf(text = bibliography): LibraryStore {
	const store = createLibraryStore();
	store.replace({ uri: 'file:///w/refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(text));
	return store;
}

function libraryWith(yaml: string, others: ReadonlyMap<string, readonly GivenName[]> = new Map()): Library {
	const store = storeOf();
	store.useChoices(new NameChoices(new Map([['file:///w', parseNameChoices(yaml)]]), others));
	return store.current;
}

const keysIn = (library: Library, text: string, uri = 'file:///w/notes/n.md'): readonly string[] =>
	new Document(uri, 'markdown', 1, text).mentions(library).map(({ papers }) => papers.map(({ key }) => key).join());

suite('what the user says about names', () => {
	test('gives a paper a name by which it is recognised', () => {
		const library = libraryWith('names:\n  he: [ResNet, residual network]\n');
		assert.deepEqual(keysIn(library, 'A ResNet, two residual networks.'), ['he', 'he']);
	});

	test('gives a name that is an ordinary word only with capitals of its own', () => {
		assert.deepEqual(keysIn(libraryWith('names:\n  he: [ReSidual]\n'), 'residual ReSidual'), ['he']);
	});

	test('finds a paper by the name given to it, alone and with its author', () => {
		const library = libraryWith('names:\n  he: [ResNet]\n');
		for (const query of ['ResNet', 'resn', 'resnet he', '2016 resnet']) assert.equal(library.find(query)[0]?.paper.key, 'he', query);
		assert.deepEqual(
			library.fitting('resnet').map((number) => library.paperOf(number)?.key),
			['he'],
		);
	});

	test('lists a paper under its new name at once, and no longer once it is taken back', () => {
		const store = storeOf();
		const namesOf = () => {
			const listed = indexedPapers(store.current);
			return Array.from({ length: store.current.size }, (_, index) => listed.at(index)).find(({ key }) => key === 'he')?.names;
		};
		assert.doesNotMatch(namesOf() ?? '', /resnet/);
		store.useChoices(new NameChoices(new Map([['file:///w', parseNameChoices('names: {he: ResNet}')]])));
		assert.match(namesOf() ?? '', /resnet/);
		assert.deepEqual(keysIn(store.current, 'ResNet'), ['he']);
		store.useChoices(new NameChoices());
		assert.doesNotMatch(namesOf() ?? '', /resnet/);
		assert.deepEqual(keysIn(store.current, 'ResNet'), []);
	});

	test('keeps a name when the bibliography is read again', () => {
		const store = storeOf();
		store.useChoices(new NameChoices(new Map([['file:///w', parseNameChoices('names: {he: ResNet}')]])));
		assert.deepEqual(keysIn(store.current, 'ResNet'), ['he']);
		store.replace(
			{ uri: 'file:///w/refs.bib', origin: 'workspace', format: 'bibtex' },
			readBibtex(`@book{new, title={New}}\n${bibliography}`),
		);
		assert.deepEqual(keysIn(store.current, 'ResNet'), ['he']);
	});

	test('rules out a paper for a name everywhere, also in the plural and at the start of a sentence', () => {
		const library = libraryWith('never:\n  modular: [modular]\n');
		assert.deepEqual(keysIn(library, 'MODULAR is software.'), ['modular']);
		assert.deepEqual(keysIn(libraryWith('never:\n  MODULAR: [modular]\n'), 'MODULAR is software, Modular too.'), []);
	});

	test('rules out one of two papers and leaves the other', () => {
		assert.deepEqual(keysIn(libraryWith(''), 'The PlaNet model'), ['weyand,hafner']);
		assert.deepEqual(keysIn(libraryWith('never:\n  PlaNet: [weyand]\n'), 'The PlaNet model'), ['hafner']);
	});

	test('rules out a paper whatever is cited beside the name', () => {
		assert.deepEqual(keysIn(libraryWith('never:\n  PlaNet: [weyand]\n'), 'PlaNet [@weyand]'), []);
	});

	test('leaves spellings with capitals that the ruled out one lacks', () => {
		assert.deepEqual(keysIn(libraryWith('never:\n  Planet: [weyand]\n'), 'The PlaNet model'), ['weyand,hafner']);
	});

	test('rules out a paper in one document and not in others', () => {
		const library = libraryWith('not here:\n  notes/a b.md:\n    PlaNet: [weyand, hafner]\n');
		assert.deepEqual(keysIn(library, 'PlaNet', 'file:///w/notes/a%20b.md'), []);
		assert.deepEqual(keysIn(library, 'PlaNet', 'file:///w/notes/c.md'), ['weyand,hafner']);
	});

	test('says what the text would name otherwise', () => {
		const library = libraryWith('never:\n  PlaNet: [weyand]\n');
		const document = new Document('file:///w/n.md', 'markdown', 1, 'PlaNet and PlaNet');
		assert.deepEqual(
			document.ruledOutMentions(library).map(({ span, papers }) => [span.start, papers.map(({ key }) => key)]),
			[
				[0, ['weyand']],
				[11, ['weyand']],
			],
		);
		assert.deepEqual(document.ruledOutMentions(libraryWith('')), []);
	});

	test('is the same in every session, and another where something else is said', () => {
		assert.equal(libraryWith('names: {he: ResNet}').choices.version, libraryWith('names: {he: ResNet}').choices.version);
		assert.notEqual(libraryWith('names: {he: ResNet}').choices.version, libraryWith('never: {ResNet: he}').choices.version);
		assert.equal(libraryWith('').choices.version, '');
	});

	for (const text of ['', '- a', 'names: 3', 'names: {a: {b: c}}', 'never: [a]', 'not here: {a: b}', '{', 'names: &a {b: *a}'])
		test(`says nothing in ${JSON.stringify(text)}`, () => {
			const choices = new NameChoices(new Map([['file:///w', parseNameChoices(text)]]));
			assert.deepEqual(
				[...choices.given].flatMap(([, names]) => names),
				[],
			);
			assert.equal(choices.mayDeny('a'), false);
		});
});

suite('the file of what the user says about names', () => {
	const call: NameChange = { kind: 'call', name: 'ResNet', key: 'he' };
	const never: NameChange = { kind: 'never', name: 'planet', key: 'weyand' };
	const here: NameChange = { kind: 'notHere', name: 'planet', key: 'weyand', path: 'notes/n.md' };

	test('gets what is decided', () => {
		assert.equal(withNameChange('', call), 'names:\n  he: [ResNet]\n');
		assert.equal(withNameChange('', never), 'never:\n  planet: [weyand]\n');
		assert.equal(withNameChange('', here), 'not here:\n  notes/n.md:\n    planet: [weyand]\n');
	});

	test('keeps comments, other decisions and their form', () => {
		const text = '# ours\nnames:\n  # the big one\n  he:\n    - residual net\nnever:\n';
		assert.equal(
			withNameChange(withNameChange(text, never)!, { ...call, key: 'she' }),
			'# ours\nnames:\n  # the big one\n  he:\n    - residual net\n  she: [ResNet]\nnever:\n  planet: [weyand]\n',
		);
	});

	test('has one decision once', () => {
		assert.equal(withNameChange(withNameChange('', never)!, never), withNameChange('', never));
		assert.equal(withNameChange('never: {planet: weyand}\n', { ...never, key: 'b' }), 'never: {planet: [weyand, b]}\n');
	});

	for (const change of [call, never, here])
		test(`is empty again once ${change.kind} is taken back`, () => {
			assert.equal(withNameChange(withNameChange('', change)!, { ...change, isTakenBack: true }), '');
		});

	test('loses a decision however its name is written', () => {
		assert.equal(withNameChange('never:\n  Planets: [weyand, b]\n', { ...never, isTakenBack: true }), 'never:\n  Planets: [b]\n');
	});

	test('is not overwritten where it is no YAML, or of another shape', () => {
		for (const text of ['a: [', '- a\n', 'names: [a]\n', 'never: 3\n'])
			for (const change of [call, never].filter(
				({ kind }) => text.startsWith('n') === false || text.startsWith(kind === 'call' ? 'names' : 'never'),
			))
				assert.equal(withNameChange(text, change), undefined, text);
	});

	test('keeps the line ends of Windows', () => {
		assert.equal(withNameChange('# a\r\nnever:\r\n  b: [c]\r\n', never), '# a\r\nnever:\r\n  b: [c]\r\n  planet: [weyand]\r\n');
	});

	test('says where it has a key', () => {
		const text = 'names:\n  he: [he]\nnever:\n  he: [she, "he"]\nnot here:\n  he:\n    he: [he]\n';
		assert.deepEqual(
			keyPlacesInNames(text, 'he').map(({ start, end }) => `${text.slice(0, start).split('\n').length} ${text.slice(start - 1, end + 1)}`),
			['2  he:', '4 "he"', '7 [he]'],
		);
	});
});
