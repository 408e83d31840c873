import assert from 'node:assert/strict';
import { Automaton, lacksS } from '../../../../../server/engine/documents/mentions/automaton.js';
import { checkOfText, hashOfLetters } from '../../../../../server/engine/documents/mentions/codes.js';

/** The owners of the names with the letters of a text, the last entered first. */
function ownersOf(automaton: Automaton, text: string): readonly number[] {
	const owners: number[] = [];
	for (let name = automaton.firstName(hashOfLetters(text)); name >= 0; name = automaton.nextName(name))
		owners.push(automaton.owners[name]!);
	return owners;
}

/** Names that are split where a text may split them, and longer ones of which only the first parts are followed. */
const beginnings: readonly (readonly [written: string, begins: readonly string[], not: readonly string[]])[] = [
	['InformationGANetwork', ['information', 'informationga'], ['i', 'in', 'informationg', 'informationgan', 'informationganetwor']],
	['FlowNetwork2Improved', ['flow', 'flownetwork', 'flownetwork2'], ['f', 'flo', 'flown', 'flownetwork2i']],
	['VNetworkOfNetworks', ['v', 'vnetwork', 'vnetworkof'], ['vn', 'vnetworko']],
	['vNetworkOfNetworks', ['v', 'vnetwork', 'vnetworkof'], ['vn']],
	['InformationNetWXY', ['information', 'informationnet', 'informationnetwx'], ['informationnetw']],
	['InformationNetWXy2', ['informationnet', 'informationnetw', 'informationnetwxy'], ['informationnetwx']],
	['ABCDEFGHIJKLMNOPqr', ['a', 'abcdefghijklmno'], ['ab', 'abc', 'abcdefghijklmnop']],
	['Informationnetworks', [], ['i', 'information', 'informationnetwork']],
	['Information-Network', ['information'], ['informationn']],
	['Information  Network', ['information'], ['informationn']],
	['Informa\u00adtionNetwork', ['information'], ['informa']],
	['Networks & Baskets', ['networks', 'networksand'], ['networksa', 'network']],
	['Qumen', ['q', 'qu', 'qum', 'qume'], ['qumenx']],
	['QUMENZORLATIRO', ['q', 'qumenz', 'qumenzorlatir'], []],
	['QUMENZORLATIROX', ['q', 'qumenzorlatiro'], ['qu', 'qumenz']],
	['qu men', ['qu'], ['q', 'qum', 'qume']],
];

suite('the table of names', () => {
	for (const [written, begins, not] of beginnings)
		test(`follows ${written} from where it may be split`, () => {
			const automaton = new Automaton(4);
			automaton.addName(written, 7, 1, false, true);
			const isKnown = (letters: string) => automaton.at(hashOfLetters(letters)) >= 0;
			assert.deepEqual(begins.filter(isKnown), begins);
			assert.deepEqual(not.filter(isKnown), []);
			assert.deepEqual(ownersOf(automaton, written), [7]);
		});

	test('counts the parts of the name with the most', () => {
		const automaton = new Automaton(4);
		assert.equal(automaton.longest, 0);
		automaton.addName('One Two Three Four Five Six', 1, 0, false, false);
		assert.equal(automaton.longest, 6);
		automaton.addName('One Two Three', 1, 0, false, false);
		assert.equal(automaton.longest, 6);
		automaton.addName('InformationNetwork & Baskets', 1, 0, false, false);
		assert.equal(automaton.longest, 6);
		automaton.addName('One Two Three Four Five & Six Seven', 1, 0, false, false);
		assert.equal(automaton.longest, 8);
	});

	test('follows the first parts of a long name, and reads on from the last of these', () => {
		const automaton = new Automaton(4);
		automaton.addName('One Two Three Four Five Six', 1, 0, false, false);
		const flags = ['one', 'onetwo', 'onetwothree', 'onetwothreefour', 'onetwothreefourfive', 'onetwothreefourfivesix'].map((letters) =>
			automaton.at(hashOfLetters(letters)),
		);
		assert.deepEqual(flags, [0, 0, 1, 1, -1, 0]);
	});

	test('has a plural also without its last small “s” behind a letter, where asked for', () => {
		const automaton = new Automaton(4);
		automaton.addName('Qumen Baskets', 1, 3, true, true);
		automaton.addName('Zorla NETS', 2, 3, true, true);
		automaton.addName('Tiro Glows', 3, 3, false, true);
		automaton.addName('Miro Basket', 4, 3, true, true);
		assert.deepEqual(
			['Qumen Basket', 'Zorla NET', 'Tiro Glow', 'Miro Baske'].map((text) => ownersOf(automaton, text)),
			[[1], [], [], []],
		);
		const whole = automaton.firstName(hashOfLetters('Qumen Baskets'));
		const singular = automaton.firstName(hashOfLetters('Qumen Basket'));
		assert.deepEqual([automaton.kinds[whole], automaton.kinds[singular]], [3, 3 + lacksS]);
		assert.deepEqual([automaton.written[whole], automaton.written[singular]], ['Qumen Baskets', 'Qumen Baskets']);
		assert.equal(automaton.checks[whole], checkOfText('Qumen Baskets', false));
		assert.equal(automaton.checks[singular], checkOfText('Qumen Basket', false));
	});

	test('keeps how a name is written only where asked to, and enters none without letters', () => {
		const automaton = new Automaton(4);
		automaton.addName('Qumen', 1, 0, false, false);
		automaton.addName('–', 2, 0, true, true);
		assert.deepEqual([automaton.count, automaton.written[0]], [1, undefined]);
	});

	test('has families and names beside each other', () => {
		const automaton = new Automaton(4);
		automaton.addFamily('van Quist');
		automaton.addName('Borla', 1, 0, false, false);
		automaton.addFamily('Borla');
		automaton.addFamily('–');
		const isFamily = (text: string) => automaton.isFamily(hashOfLetters(text));
		assert.deepEqual(['van Quist', 'Borla', 'Quist', 'van', 'Bor', 'Else'].map(isFamily), [true, true, false, false, false, false]);
		assert.deepEqual(ownersOf(automaton, 'Borla'), [1]);
		assert.deepEqual(ownersOf(automaton, 'van Quist'), []);
		assert.equal(automaton.at(hashOfLetters('van')), 0);
	});

	test('has all names with the same letters, the last one first', () => {
		const automaton = new Automaton(4);
		for (const [index, written] of ['Q-Net', 'QNet', 'Q Net'].entries()) automaton.addName(written, index, index, false, true);
		assert.deepEqual(ownersOf(automaton, 'qnet'), [2, 1, 0]);
		assert.equal(automaton.firstName(hashOfLetters('q')), -1);
		assert.equal(automaton.firstName(hashOfLetters('other')), -1);
	});

	test('has room for as many names as come, and knows no others', () => {
		const automaton = new Automaton(1);
		const count = 5000;
		const nameOf = (index: number) => `${String.fromCharCode(97 + (index % 26))} word ${index.toString(36)}`;
		for (let index = 0; index < count; index++) {
			automaton.addName(nameOf(index), index, index % 11, false, index % 2 === 0);
			if (index % 3 === 0) automaton.addFamily(`family ${index.toString(36)}`);
		}
		assert.equal(automaton.count, count);
		for (let index = 0; index < count; index++) {
			const name = automaton.firstName(hashOfLetters(nameOf(index)));
			assert.ok(automaton.at(hashOfLetters(nameOf(index))) >= 0);
			assert.deepEqual(
				[automaton.owners[name], automaton.kinds[name], automaton.checks[name], automaton.nextName(name), automaton.written[name]],
				[index, index % 11, checkOfText(nameOf(index), false), -1, index % 2 === 0 ? nameOf(index) : undefined],
			);
			assert.equal(automaton.isFamily(hashOfLetters(`family ${index.toString(36)}`)), index % 3 === 0);
			assert.equal(automaton.at(hashOfLetters(`other ${index.toString(36)}`)), -1);
			assert.equal(automaton.firstName(hashOfLetters(`other ${index.toString(36)}`)), -1);
		}
	});
});
