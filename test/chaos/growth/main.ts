// How what a text costs grows with it: `npm run chaos:growth -- [NAME …] [--shape NAME …] [--largest SIZE] [--at-largest]
// [--doublings N] [--quick]`. A shape is measured at the sizes from which on it costs enough to be measured, with `--at-largest` at the largest and, twice where
// N does not say otherwise, at half of that; `--quick` reads each once. Ends with exit code 1 where twice the text costs more than 2.6 times as much. The table at the end is that of docs/safety.md.
import { parseArgs } from 'node:util';
import { costsOf, type Growth, isLinear, measureGrowth, stepsOf, tableOf } from './growth.js';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		largest: { type: 'string', default: '50000000' },
		'at-largest': { type: 'boolean', default: false },
		doublings: { type: 'string', default: '2' },
		quick: { type: 'boolean', default: false },
		shape: { type: 'string', multiple: true, default: [] },
	},
});
const all: Growth[] = [];
for await (const growth of measureGrowth(positionals, {
	largest: Number(values.largest),
	isAtLargest: values['at-largest'],
	doublings: Number(values.doublings),
	isQuick: values.quick,
	shapes: values.shape,
})) {
	all.push(growth);
	const { time, memory } = stepsOf(growth);
	console.log(
		`${isLinear(growth) ? ' ' : '!'} ${growth.name}, ${growth.shape}: ${time.toFixed(2)}, ${memory.toFixed(2)} (${costsOf(growth)})`,
	);
}
console.log(tableOf(all));
const steep = all.filter((growth) => !isLinear(growth));
console.log(`${all.length} shapes, ${steep.length} grow more than linearly.`);
process.exitCode = all.length > 0 && steep.length === 0 ? 0 : 1;
