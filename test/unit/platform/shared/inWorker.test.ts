import assert from 'node:assert/strict';
import type { MakeReferences, ReferenceAnswer } from '../../../../server/engine/render/referenceMaker.js';
import { type Answered, type Asked, inWorker } from '../../../../server/platform/shared/inWorker.js';

const request = { style: '<style/>', locales: { 'en-US': '' }, items: [] };

/** An answer that differs from others by its text. */
const printed = (text: string): ReferenceAnswer => ({ references: [{ id: 'a', label: '', runs: [], text }] });

const textOf = (answer: ReferenceAnswer): string | undefined => ('references' in answer ? answer.references[0]?.text : undefined);

/** Threads that do what a test has them do. */
function threads() {
	const started: {
		readonly asked: Asked[];
		readonly answered: (message: Answered) => void;
		readonly ended: (why: string, isTooLarge?: boolean) => void;
		isStopped: boolean;
	}[] = [];
	const makeWith = (instead?: MakeReferences, deadline?: number, idle?: number) =>
		inWorker(
			(answered, ended) => {
				const thread = { asked: [] as Asked[], answered, ended, isStopped: false };
				started.push(thread);
				return {
					post: (message) => thread.asked.push(message),
					stop: () => {
						thread.isStopped = true;
					},
				};
			},
			instead,
			deadline,
			idle,
		);
	return { started, makeWith };
}

suite('references made apart', () => {
	test('need no thread before the first is asked for, and one for all, one after the other', async () => {
		const { started, makeWith } = threads();
		const make = makeWith();
		assert.equal(started.length, 0);
		const answers = [make(request), make(request)];
		const [thread] = started;
		assert.deepEqual([started.length, thread?.asked.length], [1, 1]);
		thread!.answered({ id: thread!.asked[0]!.id, answer: printed('first') });
		assert.equal(textOf(await answers[0]!), 'first');
		await Promise.resolve();
		thread!.answered({ id: thread!.asked[1]!.id, answer: printed('second') });
		assert.equal(textOf(await answers[1]!), 'second');
		assert.equal(started.length, 1);
	});

	test('end their thread where nothing more is asked, and need a new one for the next', async () => {
		const { started, makeWith } = threads();
		const make = makeWith(undefined, undefined, 1);
		const answerIn = (index: number): void =>
			started[index]!.answered({ id: started[index]!.asked[0]!.id, answer: printed(String(index)) });
		const first = make(request);
		answerIn(0);
		assert.equal(textOf(await first), '0');
		while (!started[0]!.isStopped) await new Promise((resolve) => setTimeout(resolve, 1));
		const second = make(request);
		answerIn(1);
		assert.equal(textOf(await second), '1');
		assert.equal(started.length, 2);
	});

	test('fail by their style where it takes too long, which is then not tried again, and all others are made', async () => {
		const { started, makeWith } = threads();
		const make = makeWith(undefined, 1);
		const endless = { ...request, style: '<style>endless</style>' };
		const answer = await make(endless);
		assert.ok('failure' in answer && answer.failure === 'style');
		assert.match(answer.reason.text, /take longer than/);
		assert.ok(started[0]!.isStopped);
		assert.deepEqual(await make(endless), answer);
		assert.equal(started.length, 1);
		const other = make(request);
		started[1]!.answered({ id: started[1]!.asked[0]!.id, answer: printed('made') });
		assert.equal(textOf(await other), 'made');
	});

	test('fail by their style where it takes too much memory, and what waits behind is made in another thread', async () => {
		const { started, makeWith } = threads();
		const make = makeWith();
		const large = make({ ...request, style: '<style>large</style>' });
		const other = make(request);
		started[0]!.ended('heap out of memory', true);
		const answer = await large;
		assert.ok('failure' in answer && answer.failure === 'style');
		assert.match(answer.reason.text, /more memory/);
		await Promise.resolve();
		started[1]!.answered({ id: started[1]!.asked[0]!.id, answer: printed('made') });
		assert.equal(textOf(await other), 'made');
	});

	test('are given up when the thread ends, and the next ones made in another', async () => {
		const { started, makeWith } = threads();
		const make = makeWith();
		const lost = make(request);
		started[0]!.ended('out of memory');
		await assert.rejects(lost, /out of memory/);
		const next = make(request);
		// The end of a thread may be reported twice.
		started[0]!.ended('exit');
		const [{ id }] = started[1]!.asked as [Asked];
		started[1]!.answered({ id, answer: printed('made') });
		assert.equal(textOf(await next), 'made');
	});

	test('are made in place where no thread ever answers', async () => {
		const { started, makeWith } = threads();
		const make = makeWith(async () => printed('in place'));
		const first = make(request);
		started[0]!.ended('not allowed');
		assert.deepEqual([textOf(await first), textOf(await make(request)), started.length], ['in place', 'in place', 1]);
	});

	test('are made in place where no thread can be started', async () => {
		const make = inWorker(
			() => {
				throw new Error('not allowed');
			},
			async () => printed('in place'),
		);
		assert.equal(textOf(await make(request)), 'in place');
	});
});
