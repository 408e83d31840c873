import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import type { OtherName } from '../../../../../server/engine/library/formats/record.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { unmarked } from '../../../fixture.js';

/** A paper as its entry has it; `other` is a name that it goes by besides. */
interface Paper {
	readonly type?: string;
	readonly title?: string;
	readonly names?: string;
	readonly other?: OtherName;
}

/** What a paper is called, and texts with all that names it in `«…»`. */
type Case = readonly [paper: Paper, ...texts: string[]];

/** Asserts which words of a Markdown text name a paper that is the only one in the library. */
function check({ type = 'article', title = 'On nothing in particular', names, other }: Paper, marked: string): void {
	const { text, spans } = unmarked(marked);
	const store = createLibraryStore(other && (() => [other]));
	const given = names === undefined ? '' : `, names={${names}}`;
	const entry = `@${type}{work, title={${title}}, author={Quist, A. and Zorn, B.}, year={2018}${given}}`;
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(entry));
	const document = new Document('file:///n.md', 'markdown', 1, text);
	assert.deepEqual(
		document.mentions(store.current).map(({ span }) => document.textOf(span)),
		spans.map((span) => document.textOf(span)),
		marked,
	);
}

const cases: Readonly<Record<string, readonly Case[]>> = {
	'is the part before the colon also without its article': [
		[{ title: 'The {QXMAP}: A scale of fog' }, 'We use «The QXMAP». Our «QXMAP» is small, and each «QXMAP» has items.'],
		[{ title: 'The {QXP} fog suite' }, 'All «QXP Fog Suite» runs are slow, as «The QXP fog suite» is called.'],
		[{ title: 'The Lantern: A scale of fog' }, 'A lantern is bright. Our Lantern is small.'],
	],
	'of several words may have many accents, and the text may leave them out': [
		[{ title: "La sérénité préférée de l'été" }, "Dans «La sérénité préférée de l'été» et «la serenite preferee de l’ete»."],
		[{ title: 'Über die Größe der Wälder' }, 'In «Über die Größe der Wälder» steht es.'],
		[{ title: 'Příliš žluťoučký kůň úpěl ódy' }, 'Kniha «Příliš žluťoučký kůň úpěl ódy».'],
	],
	'of up to three letters in capitals has exactly these': [
		[{ names: 'XKC' }, 'An «XKC», no xkc and no Xkc.'],
		[{ names: 'XKCD' }, 'An «XKCD», an «xkcd» and an «Xkcd».'],
	],
	'of two letters is one only with its capitals': [
		[{ names: 'QX' }, 'The «QX», no qx.'],
		[{ names: 'Qx' }, 'The Qx, QX and qx. See Qx [@work].'],
		[{ title: '{QX}: A Way of Weaving' }, 'The QX, even QX [@work].'],
	],
	'of one letter, or of digits, is none': [
		[{ names: 'Q' }, 'The Q, even Q [@work].'],
		[{ names: '1234' }, 'In 1234, even 1234 [@work].'],
		[{ other: { name: 'Q' } }, 'The Q, even Q [@work].'],
		[{ other: { name: '1234' } }, 'In 1234, even 1234 [@work].'],
	],
	'in capitals that can be spoken has exactly these, up to five letters': [
		[{ names: 'DANNE' }, 'A «DANNE», no Danne, no danne.'],
		[{ names: 'DANNEX' }, 'A «DANNEX», a «Dannex», a «dannex».'],
		[{ names: 'DNNRT' }, 'A «DNNRT», a «Dnnrt», a «dnnrt».'],
		[{ names: 'DAN2E' }, 'A «DAN2E», a «dan2e».'],
	],
	'in capitals that begins a title has a capital within': [
		[{ title: '{DANNEX}: A Way of Weaving' }, 'A «DANNEX», a «DanNex», no Dannex, no dannex.'],
		[{ title: '{DNNRTX}: A Way of Weaving' }, 'A «DNNRTX», a «dnnrtx».'],
	],
	'of four or five letters that can be spoken has a capital within': [
		[{ names: 'NeATo' }, 'A «NeATo», a «NEATO», a «neAto», no Neato, no neato.'],
		[{ names: 'NeATor' }, 'A «NeATor», a «Neator», a «neator».'],
		[{ names: 'NeAT2' }, 'A «NeAT2», a «neat2».'],
		[{ names: 'NtXyq' }, 'A «NtXyq», an «ntxyq».'],
		[{ names: 'Ne-ATo' }, 'A «Ne-ATo», a «ne-ato», a «neato».'],
	],
	'that is an ordinary word but for its capitals has exactly these': [
		[{ names: 'OverLap' }, 'The «OverLap», no overlap, no Overlap, no OVERLAP, no Over Lap.'],
		[{ names: 'PASSAGE' }, 'The «PASSAGE», no passage, no Passage.'],
	],
	'that is a plain word begins with a capital, and has no other up to four letters': [
		[{ names: 'Qumo' }, 'A «Qumo», no qumo, no QUMO.'],
		[{ names: 'Qumen' }, 'A «Qumen», a «QUMEN», no qumen.'],
		[{ names: 'qumen' }, 'A «qumen», a «Qumen».'],
		[{ names: 'Qu-men' }, 'A «Qu-men», a «qu-men».'],
	],
	'that is an ordinary word is none': [
		[{ names: 'planet' }, 'A planet, even planet [@work] and Planet [@work].'],
		[{ names: 'Than' }, 'Than this, even Than [@work].'],
		[{ names: 'LSTM' }, 'The LSTM, even LSTM [@work].'],
	],
	'of two ordinary words has its capitals, or is in quotes': [
		[{ names: 'Weave Module' }, 'The «Weave Module», no weave module, no Weave module, but “«weave module»”.'],
		[{ names: 'weave module' }, 'The «Weave Module», the «weave module».'],
		[{ names: 'Weave Qumen' }, 'The «weave qumen».'],
		[{ names: 'Deep Weave Module' }, 'The «deep weave module».'],
		[{ names: 'Of The' }, 'Of the, Of The, even Of The [@work].'],
	],
	'of one word may be parted by a blank, with its own capitals': [
		[{ names: 'VNet' }, 'A «V Net», no V net, no v net.'],
		[{ names: 'V-Net' }, 'A «V Net», a «v-net», a «vnet».'],
		[{ names: 'A-Net' }, 'An «A-Net», and A Net.'],
		[{ names: 'I-Net' }, 'An «I-Net», and I Net.'],
		[{ title: 'quNet: An {R} package for nets', type: 'manual' }, 'With «quNet», not qu Net.'],
	],
	'may have other letters among Chinese ones': [
		[{ names: 'QuorlNet模型与石头的分类方法' }, '参见 «QuorlNet模型与石头的分类方法» 的说明。'],
	],
	'in the plural has a small “s”, or is in capitals throughout': [
		[{ names: 'QuNeXt' }, 'The «QuNeXts», the «QUNEXTS», no QuNeXtS.'],
		[{ names: 'QUNEXT' }, 'The «QUNEXTs», no QUNEXTS.'],
		[{ names: 'QuNeXt' }, 'The «QuNeXt» s-curve, «QuNeXt»-s and «QuNeXt»’s.'],
	],
	'among words in capitals says nothing, up to six letters': [
		[{ names: 'QUMENT' }, 'THE WHOLE QUMENT STORY of «QUMENT».'],
		[{ names: 'QUMENTO' }, 'THE WHOLE «QUMENTO» STORY.'],
		[{ names: 'Qument Zorla' }, 'THE WHOLE «QUMENT ZORLA» STORY.'],
	],
	'that is only a title’s word has a capital within, and is no longer word in capitals': [
		[{ title: 'Qumena: A way of weaving' }, 'A «QuMena», a «QUMENA», no Qumena.'],
		[{ title: 'Qumenic: A way of weaving' }, 'A «QuMenic», no QUMENIC, no Qumenic, no qumenic.'],
		[{ title: 'Qumenic: A way of weaving' }, 'A «Qumenic» [@work].', 'A qumenic [@work].'],
	],
	'that is only a title’s ordinary word needs evidence': [
		[{ title: 'Weaver: A way of weaving' }, 'This Weaver, a WeaVer and a WEAVER.', 'This «Weaver» [@work].', 'This weaver [@work].'],
		[{ title: 'Than: A way of weaving' }, 'This Than [@work].'],
		[{ title: 'Deep-learning: A way of weaving' }, 'This Deep-Learning [@work].'],
		[{ title: 'Qumen-learning: A way of weaving' }, 'A «Qumen-Learning», no Qumen-learning.'],
	],
};

suite('the spelling of a name', () => {
	for (const [rule, all] of Object.entries(cases))
		for (const [paper, ...texts] of all)
			for (const text of texts) test(`${rule}: ${paper.names ?? paper.other?.name ?? paper.title}: ${text}`, () => check(paper, text));
});

const titles: Readonly<Record<string, readonly Case[]>> = {
	'of five words that mean something counts as it comes': [
		[{ title: 'Deep learning network training data' }, 'On «deep learning network training data» we agree.'],
		[{ title: 'Deep learning of network training' }, 'On deep learning of network training we agree.'],
	],
	'of four ordinary words begins with a capital': [
		[{ title: 'Deep learning of network training' }, '«Deep learning of network training» says so.'],
		[{ title: 'Deep learning of network' }, 'Deep learning of network says so.'],
	],
	'of three ordinary words has capitals, or begins with one within a sentence': [
		[
			{ title: 'Deep learning of networks' },
			'See «Deep Learning of Networks»; see «Deep learning of networks».',
			'Not deep learning of networks.',
			'Deep learning of networks is slow.',
			'«Deep Learning of Networks» says so.',
		],
		[{ title: 'Deep learning of networks: A way of weaving' }, '«Deep Learning of Networks» says so, not Deep learning of networks.'],
		[{ title: 'Deep learning networks: A way of weaving' }, '“«Deep Learning Networks»” is no Deep Learning Networks.'],
	],
	'of two ordinary words among four has capitals on each': [
		[{ title: 'Learning of the networks' }, 'See «Learning of the Networks», not Learning of the networks.'],
		[{ title: 'Learning of networks' }, 'See Learning of Networks, but “«Learning of Networks»”.'],
		[{ title: 'Learning of the networks: A way of weaving' }, '«Learning of the Networks» says so.'],
		[{ title: 'Learning of networks: A way of weaving' }, 'See Learning of Networks, but “«Learning of Networks»”.'],
	],
	'of one ordinary word among others is in quotes, with capitals': [
		[{ title: 'Of the networks' }, 'See Of the Networks, but “«Of the Networks»”, not “of the networks”.'],
		[{ title: 'Of all that it was' }, 'Of All That It Was, even “Of All That It Was”.'],
	],
	'of four words, one of them rare, begins with a capital': [
		[{ title: 'Qumen baskets and deep networks' }, '«Qumen baskets and deep networks» are not qumen baskets and deep networks.'],
	],
	'of two or three words, one of them rare, has capitals, or begins with one within a sentence': [
		[
			{ title: 'Qumen deep networks' },
			'Qumen deep networks. «Qumen Deep Networks»; see «Qumen deep networks».',
			'Not qumen deep networks.',
		],
		[{ title: 'Qumen networks' }, 'Qumen networks. «Qumen Networks»; see «Qumen networks».', 'Not qumen networks.'],
	],
	'of one rare word among others is in quotes': [[{ title: 'The qumen' }, 'See The Qumen, but “«The Qumen»”.']],
	'with a word of more than three letters that has capitals within counts as it comes': [
		[{ title: 'QuMentor networks' }, '«Qumentor networks» are fast.'],
		[{ title: 'QMN networks' }, 'QMN networks are slow. «QMN Networks» are fast.'],
	],
	'before a colon is in quotes, up to three words without capitals within': [
		[{ title: 'Qumen deep networks: A way of weaving' }, 'See Qumen Deep Networks, but “«Qumen Deep Networks»”.'],
		[{ title: 'Qumen deep old networks: A way of weaving' }, 'See «Qumen deep old networks».'],
		[{ title: 'QuMentor networks: A way of weaving' }, '«Qumentor networks» are fast.'],
	],
	'of four words or more may have other commas, colons and brackets, and no others': [
		[{ title: 'Qumen baskets and networks' }, '«Qumen: Baskets (and, Networks»).'],
		[{ title: 'Qumen baskets and networks' }, 'Qumen; Baskets and Networks. Qumen/Baskets and Networks.'],
		[{ title: 'Qumen baskets; and networks' }, '«Qumen Baskets; and Networks», «Qumen Baskets and Networks».'],
		[{ title: 'Qumen deep networks' }, 'Qumen: Deep Networks. Qumen, Deep Networks.'],
	],
	'of four words or more is not its words with hyphens between them': [
		[{ title: 'Qumen baskets and networks' }, 'Qumen-Baskets-and-Networks, but «Qumen-Baskets and Networks».'],
		[{ title: 'Qumen deep networks' }, '«Qumen-Deep-Networks».'],
	],
	'in one line is no longer one where a paragraph or a cell ends': [
		[{ title: 'Qumen deep networks' }, 'Qumen\n\nDeep Networks. «Qumen\nDeep Networks».'],
	],
};

suite('a title', () => {
	for (const [rule, all] of Object.entries(titles))
		for (const [paper, ...texts] of all) for (const text of texts) test(`${rule}: ${paper.title}: ${text}`, () => check(paper, text));
});

const others: Readonly<Record<string, readonly Case[]>> = {
	'that asks for its capitals has exactly these': [
		[{ other: { name: 'QumNet', asks: 'capitals' } }, 'The «QumNet», no Qumnet, no QUMNET.'],
		[{ other: { name: 'Qx7', asks: 'capitals' } }, 'The «Qx7», no qx7.'],
		[{ other: { name: 'QXZ', asks: 'capitals' } }, 'The «QXZ».'],
	],
	'of two letters needs evidence': [
		[{ other: { name: 'QX', asks: 'capitals' } }, 'The QX is none.'],
		[{ other: { name: 'QX', asks: 'capitals' } }, 'The «QX» [@work].'],
	],
	'that is an ordinary word begins with a capital within a sentence, or needs evidence': [
		[{ other: { name: 'Planet', asks: 'capitals' } }, 'Planet is none. The «Planet» is, and no planet.'],
		[{ other: { name: 'Planet', asks: 'capitals' } }, '«Planet» [@work] is one.'],
		[{ other: { name: 'planet', asks: 'capitals' } }, 'The planet, the Planet.'],
		[{ other: { name: 'planet', asks: 'capitals' } }, 'The Planet [@work], the «planet» [@work].'],
		[{ other: { name: 'Planet' } }, 'The Planet is none.'],
		[{ other: { name: 'Planet' } }, 'The «Planet» [@work] is one.'],
	],
	'that asks for evidence has it where its paper is cited': [
		[{ other: { name: 'QumNet', asks: 'evidence' } }, 'The QumNet is none.'],
		[{ other: { name: 'QumNet', asks: 'evidence' } }, 'The «QumNet» [@work] is one, and Qumnet [@work] is none.'],
	],
	'of several words may be in any case': [
		[{ other: { name: 'qumen of lights', asks: 'rarity' } }, 'The «qumen of lights».', 'The «Qumen of Lights».'],
		[{ other: { name: 'of the', asks: 'rarity' } }, 'One of the, even of the [@work].'],
	],
};

suite('a name that a paper is known by', () => {
	for (const [rule, all] of Object.entries(others))
		for (const [paper, ...texts] of all) for (const text of texts) test(`${rule}: ${paper.other?.name}: ${text}`, () => check(paper, text));
});
