import assert from 'node:assert/strict';
import { markupNames, positionsOf } from './positions.js';
import { namedIn, promises, textWith, written } from './promises.js';
import { spellingsOf } from './spellings.js';

/** What is none against the rule, by the spelling and the words, with the reason; asserted as such. */
const exceptions: readonly (readonly [spellings: RegExp, words: RegExp, reason: string])[] = [
	[/^a letter for an apostrophe$|^\\textquoteright$/, /Welling.*s \(2017/, 'the possessive is known by its apostrophe'],
];

suite('a name in every spelling', () => {
	for (const markup of markupNames)
		test(`of ${markup}`, () => {
			const failures: string[] = [];
			for (const [name, spelled] of spellingsOf(markup))
				for (const promise of promises) {
					const words = spelled(promise.words);
					if (words === undefined || /\/|\d{5}/.test(promise.words)) continue;
					const { found, wanted } = namedIn(markup, textWith(markup, 'We use ◊ for that.', written(markup, words), promise));
					const isException = exceptions.some(([spellings, excepted]) => spellings.test(name) && excepted.test(words));
					if ((found !== wanted) !== isException) failures.push(`${name} / ${words}: ${found || '-'}`);
				}
			assert.equal(failures.length, 0, failures.join('\n'));
		});

	for (const markup of markupNames)
		test(`over the lines of ${markup}`, () => {
			const failures: string[] = [];
			for (const [name, { source, indent, none }] of positionsOf(markup)) {
				if (indent === undefined || none !== undefined) continue;
				for (const promise of promises)
					for (const blank of [/ (?=.*⟧)/, / (?=\S*⟧)/]) {
						const words = promise.words.replace(blank, `\n${indent}`);
						if (words === promise.words) continue;
						const { found, wanted } = namedIn(markup, textWith(markup, source, written(markup, words), promise));
						if (found !== wanted) failures.push(`${name} / ${words}: ${found || '-'}`);
					}
			}
			assert.equal(failures.length, 0, failures.join('\n'));
		});
});
