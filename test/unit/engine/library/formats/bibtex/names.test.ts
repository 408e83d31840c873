import assert from 'node:assert/strict';
import { readNames } from '../../../../../../server/engine/library/formats/bibtex/names.js';
import type { Name } from '../../../../../../server/engine/library/formats/record.js';

// bibtex.web §§ 342–345; Markey, "Tame the BeaST", § 4, whose rules the cases follow one by one.
suite('names in BibTeX', () => {
	const is = (latex: string, ...names: readonly Name[]): void => assert.deepEqual(readNames(latex).names, names, latex);

	test('in the form "First von Last"', () => {
		is('Ada Lovelace', { family: 'Lovelace', given: 'Ada' });
		is('Jean de la Fontaine', { family: 'Fontaine', given: 'Jean', particle: 'de la' });
		is('Jean De La Fontaine', { family: 'Fontaine', given: 'Jean De La' });
		is('van der Berg', { family: 'Berg', particle: 'van der' });
		is('Plato', { family: 'Plato' });
		is('jean de la fontaine', { family: 'fontaine', particle: 'jean de la' });
	});

	test('in the form "von Last, First"', () => {
		is('Lovelace, Ada', { family: 'Lovelace', given: 'Ada' });
		is('de la Fontaine, Jean', { family: 'Fontaine', given: 'Jean', particle: 'de la' });
		is('De La Fontaine, Jean', { family: 'De La Fontaine', given: 'Jean' });
		is('Gómez Colmenarejo, Sergio', { family: 'Gómez Colmenarejo', given: 'Sergio' });
		is('Plato,', { family: 'Plato' });
	});

	// Biber's rule; BibTeX would have "von Berlichingen zu" as the particle.
	test('have as their particle the words in lower case that come first', () => {
		is('von Berlichingen zu Hornberg, Johann', { family: 'Berlichingen zu Hornberg', given: 'Johann', particle: 'von' });
		is('Johann von Berlichingen zu Hornberg', { family: 'Berlichingen zu Hornberg', given: 'Johann', particle: 'von' });
		is('de la Cruz y Vega, Ana', { family: 'Cruz y Vega', given: 'Ana', particle: 'de la' });
		is('Machado de Assis, Joaquim', { family: 'Machado de Assis', given: 'Joaquim' });
	});

	test('with a suffix', () => {
		is('King, Jr., Martin Luther', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' });
		is('von Last, III, First', { family: 'Last', given: 'First', particle: 'von', suffix: 'III' });
		is('Martin Luther King Jr.', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' });
	});

	test('of bodies, in braces, are one word', () => {
		is('{World Health Organization}', { family: 'World Health Organization', literal: true });
		is('{Barnes and Noble} and Ada Lovelace', { family: 'Barnes and Noble', literal: true }, { family: 'Lovelace', given: 'Ada' });
		is('Maria {de los Santos}', { family: 'de los Santos', given: 'Maria' });
		is('{Smith, Inc.}', { family: 'Smith, Inc.', literal: true });
	});

	test('divide at "and" in any case and over lines, but not inside words', () => {
		is('A. Anders\n AND B. Brandt', { family: 'Anders', given: 'A.' }, { family: 'Brandt', given: 'B.' });
		is('And, Andy and', { family: 'And', given: 'Andy' });
	});

	test('may end in "and others"', () => {
		assert.deepEqual(readNames('Lovelace, Ada and others'), { names: [{ family: 'Lovelace', given: 'Ada' }], andOthers: true });
		assert.equal(readNames('Ada Others').andOthers, false);
	});

	test('with LaTeX in them, which also shows lower case', () => {
		is('G{\\"o}del, Kurt', { family: 'Gödel', given: 'Kurt' });
		is("{\\'E}mile Zola", { family: 'Zola', given: 'Émile' });
		is("Jos{\\'e} {\\'a} Nunes", { family: 'Nunes', given: 'José', particle: 'á' });
		is('Donald~E. Knuth', { family: 'Knuth', given: 'Donald E.' });
		is('{\\v C}apek, Karel', { family: 'Čapek', given: 'Karel' });
		is('Jean-Paul Sartre', { family: 'Sartre', given: 'Jean-Paul' });
	});

	// biblatex manual, "Extended Name Format".
	test("in biblatex's extended format", () => {
		is('family=Gogh, given=Vincent, prefix=van, useprefix=true', {
			family: 'Gogh',
			given: 'Vincent',
			particle: 'van',
			keepsParticle: true,
		});
		is('given=Hans, given-i=H, family=Harman, suffix=Jr.', { family: 'Harman', given: 'Hans', suffix: 'Jr.' });
		is('"family={Smith, Inc.}"', { family: 'Smith, Inc.' });
		is('family=Doe and Ada Lovelace', { family: 'Doe' }, { family: 'Lovelace', given: 'Ada' });
	});

	test('that are damaged give what is there', () => {
		is('', ...[]);
		is(' and and ', ...[]);
		is('{Open', { family: 'Open', literal: true });
		is(', Ada', { family: 'Ada' });
	});
});
