import assert from 'node:assert/strict';
import { restructuredText } from '../../../../../server/engine/documents/markup/restructuredText.js';
import {
	acceptanceTable,
	bibliographyTable,
	citationTable,
	cited,
	citedInFixture,
	completionTable,
	enduranceTable,
	groups,
	includeTable,
	million,
	proseTable,
	silentTable,
} from './cases.js';

suite('citations in reStructuredText', () => {
	test('leave texts in brackets behind a key to natbib', () => {
		assert.deepEqual(cited(restructuredText, ':cite:t:`a1999 [see][p. 20]` :cite:p:`b [p. 3]`'), ['|a1999|', '|b|']);
	});

	test('are none within the text of another role, whose end is no escaped sign and not right before a word', () => {
		assert.deepEqual(cited(restructuredText, 'Use :rest:`:cite:p:\\`a\\`` and :rest:`:cite:p:`b\\`` for :cite:p:`c`.'), ['|c|']);
	});

	test('a document with all forms gives each citation with its prefix and locator', () => {
		assert.deepEqual(citedInFixture(restructuredText, 'citations.rst'), [
			'1 |heading2001|',
			'9 |lang2005|',
			'9 |moor2006|',
			'9 |birk2007|',
			'10 see|moor2006|pp. 33-35',
			'10 also|birk2007|chap. 2, and more',
			'10 |role2008|',
			'10 |role2009|',
			'11 |role2010|',
			'11 |role2011|',
			'11 |role2012|',
			'11 |role2013|',
			'11 |role2014|',
			'12 |role2015|',
			'12 |role2016|',
			'12 |role2017|',
			'12 |role2018|',
			'12 |role2019|',
			'13 |role2020|',
			'13 |role2021|',
			'13 |role2022|',
			'13 |role2023|',
			'13 |foot2024|',
			'14 |foot2025|',
			'14 |foot2026|',
			'14 |wick:2027a|',
			'14 |wick_2028|',
			'14 |wick-2029|',
			'14 |wick/2030.c|',
			'15 |line2031|',
			'16 |line2032|',
			'16 |suffix2033|',
			'16 |strong2034|',
			'16 |paren2035|',
			'18 |list2036|§ 7',
			'20 |list2037|',
			'23 |term2038|',
			'26 |cell2039|',
			'29 |arg2040|',
			'32 |note2042|',
			'37 |caption2043|',
			'39 |quote2044|',
			'41 |note2045|',
			'43 |block2046|',
		]);
	});

	citationTable(restructuredText, [
		['See :cite:`pep-doe,roe`.\n\n.. bibliography:: a.bib\n   :keyprefix: pep-\n', '|doe|', '|roe|'],
		[':cite:`a`', '|a|'],
		[':cite:p:`a, b`', '|a|', '|b|'],
		[':cite:t:`{see}a{p. 3},{also}b{chap. 2, end}`', 'see|a|p. 3', 'also|b|chap. 2, end'],
		['`a`:cite:t:', '|a|'],
		[':footcite:`a`', '|a|'],
		[':cite:`a\n\n:cite:`b`', '|b|'],
		['.. note::\n\n   :cite:`a`', '|a|'],
		['.. [1] :cite:`a`', '|a|'],
		['text::\n\n  :cite:`no`\n\n:cite:`a`', '|a|'],
		['text::\n:cite:`a`', '|a|'],
		['.. comment\n   :cite:`no`\n:cite:`a`', '|a|'],
		['..\n   :cite:`no`\n\n:cite:`a`', '|a|'],
		['>>> :cite:`no`\n\n:cite:`a`', '|a|'],
		['an odd ` tick\n\n:cite:`a`', '|a|'],
		['.. x\r\n\r\n:cite:`a`\r\n', '|a|'],
		['😀 :cite:`ä`', '|ä|'],
	]);

	citationTable(
		restructuredText,
		[
			'``:cite:`a```',
			'\\:cite:`a`',
			':ref:`a` :cite:`*` :recite:`a` :cite: `a`',
			'.. code-block:: rst\n\n   :cite:`a`\n\n   :cite:`b`',
			'.. |x| image:: a\n   :alt: :cite:`a`',
			'.. note::\n   :name: :cite:`a`',
			'::\n\n  :cite:`a`',
			'.. _t: :cite:`a`',
		].map((text) => [text] as const),
	);

	test('the group is the whole construct', () => {
		assert.deepEqual(groups(restructuredText, 'x :cite:p:`a,b` y `c`:cite: z'), [':cite:p:`a,b`', ':cite:p:`a,b`', '`c`:cite:']);
	});
});

suite('prose in reStructuredText', () => {
	proseTable(restructuredText, [
		['a :cite:`b` c ``d`` e :math:`f` g', 'a · c · e · g'],
		['`V-Net <https://x.org>`_', '`V-Net ·`_'],
		['.. note:: V-Net\n   :class: x\n\n   U-Net', 'V-Net · U-Net'],
		['.. grid:: 2\n   :gutter: 3\n\n   .. grid-item-card:: V-Net\n      :link: x\n\n      U-Net', '· ·V-Net · U-Net'],
		['.. math:: V-Net\n\nU-Net', 'U-Net'],
		['*V-Net* **U-Net**', '*V-Net* **U-Net**'],
		['see https://x.org/V-Net now', 'see · now'],
	]);
});

suite('completing in reStructuredText', () => {
	completionTable(restructuredText, [
		['See :cite:`pep-d|oe`.\n\n.. bibliography:: a.bib\n   :keyprefix: pep-\n', 'd', 'doe', 'closed'],
		[':cite:`|`', '', '', 'closed'],
		[':cite:p:`wide resid|`', 'wide resid', 'wide resid', 'closed'],
		[':cite:t:`a,do|e2020{p. 3},b`', 'do', 'doe2020', 'closed', 'a', 'b'],
		[':footcite:`{see}do|`', 'do', 'do', 'closed'],
		[':cite:`a,\n  do|', 'do', 'do', 'closed', 'a'],
	]);
	silentTable(restructuredText, [
		'plain|',
		':ref:`do|`',
		':cite:`a{p. 3|}`',
		':cite:`a` do|',
		'.. x :cite:`do|`',
		'.. code::\n\n   :cite:`do|`',
		':cite:`a\n\ndo|',
	]);
});

suite('citing in reStructuredText', () => {
	for (const [request, text] of [
		[{ keys: ['a'] }, ':cite:p:`a`'],
		[{ keys: ['a', 'b'], locator: 'p. 3' }, ':cite:p:`a,b{p. 3}`'],
		[{ keys: ['a'], style: 'narrative' }, ':cite:t:`a`'],
	] as const)
		test(`writes ${text}`, () => {
			assert.equal(restructuredText.write(request), text);
			assert.deepEqual(
				restructuredText.citations(text).map(({ key }) => key),
				request.keys,
			);
		});
});

suite('files in reStructuredText', () => {
	bibliographyTable(restructuredText, [
		['.. bibliography:: a.bib b/c.bib\n   :style: plain', 'a.bib', 'b/c.bib'],
		['.. bibliography::\n   :all:\n\n.. .. bibliography:: x.bib\n\n::\n\n  .. bibliography:: y.bib'],
	]);
	includeTable(restructuredText, [['.. include:: a.rst\n.. include:: <isonum.txt>', 'part a.rst']]);
});

suite('endurance of reStructuredText', () => {
	enduranceTable(
		restructuredText,
		':cite:`doe2020`',
		[':', ':a', ':a:', ':a:`', ':cite:`a', '`', '``', '`a ', '.. a\n', '.. note:: a\n', 'a::\n', ' ', '<', '`<a', '\\', 'https://', '\n'],
		{
			'`': '`',
		},
	);

	test('reads a million characters of citations', () => {
		assert.equal(cited(restructuredText, million(':cite:`a` ')).length, 100_000);
	});
});

suite('accepted keys in reStructuredText', () => {
	acceptanceTable(restructuredText, [
		[':cite:p:`a,do|`', 'x(y)', ':cite:p:`a,x(y)`'],
		[':cite:t:`do|`', 'a//b', ':cite:t:`a//b`'],
	]);
});
