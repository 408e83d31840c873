import assert from 'node:assert/strict';
import { isMarked, richText } from '../../../../../../server/engine/library/formats/bibtex/rich.js';

suite('rich text of LaTeX', () => {
	for (const [latex, rich] of [
		['Plain \\& simple -- G{\\"o}del', 'Plain & simple – G<span class="nocase">ö</span>del'],
		['On {Markov} chains', 'On <span class="nocase">Markov</span> chains'],
		['\\emph{Pinus} and {\\bf fat}', '<i>Pinus</i> and <span class="nocase"><b>fat</b></span>'],
		['H\\textsubscript{2}O', 'H<sub>2</sub>O'],
		['The $x^2$ of \\enquote{it}', 'The <span class="nocase">$x^2$</span> of “it”'],
		['\\"{o} and \\c{c} and \\href{https://a.b}{text}', 'ö and ç and text'],
		['{unclosed and \\emph{more', '<span class="nocase">unclosed and <i>more</i></span>'],
		['A dollar $ alone', 'A dollar $ alone'],
	] as const)
		test(`of ${latex}`, () => {
			assert.equal(richText(latex), rich);
		});

	test('ends, however deep its braces are', () => {
		assert.equal(richText(`${'{'.repeat(5000)}deep`).replace(/<[^>]*>/g, ''), 'deep');
	});

	test('is asked for where braces or commands say more than the letters', () => {
		assert.deepEqual(['plain', '\\"{o}x', '{\\ss}', '{DNA}', '\\emph{x}', '$x$', '{\\"O}x'].map(isMarked), [
			false,
			false,
			false,
			true,
			true,
			true,
			true,
		]);
	});

	test('leaves out commands that are not known and begin a group', () => {
		assert.equal(richText('{\\sltt DVI} files'), '<span class="nocase">DVI</span> files');
	});
});
