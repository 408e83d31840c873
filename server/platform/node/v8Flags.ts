import { setFlagsFromString } from 'node:v8';

/**
 * Sets the flags of V8 with which the server starts and its compiled code is kept: what is kept only fits a process with the same flags.
 *
 * - What a start runs, it runs once: to compile it to machine code takes longer than to run it as it is, and memory that stays (7 MB).
 * - New objects get 2 MB. V8 would let that grow to 32, most of which stays once a library has been read.
 * - Old objects are looked through when there are two thirds more of them than the last time; V8 would wait for up to four times as many.
 * - `gc` exists, which `main.ts` calls.
 */
export function setFlagsOfStart(): void {
	setFlagsFromString('--expose-gc');
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString('--heap-growing-percent=60');
	setFlagsFromString('--no-opt');
	setFlagsFromString('--no-sparkplug');
}

/** Lets V8 optimize what runs often. */
export function optimize(): void {
	setFlagsFromString('--opt');
	setFlagsFromString('--sparkplug');
}
