import { setFlagsFromString } from 'node:v8';

/**
 * Sets the flags of V8 with which the server starts and its compiled code is kept: what is kept only fits a process with the same flags.
 *
 * - What a start runs, it runs once: to compile it to machine code takes longer than to run it as it is, and memory that stays (7 MB).
 * - New objects get 2 MB. V8 would let that grow to 32, most of which stays once a library has been read. To look through so few with several threads takes
 *   longer than with one.
 * - `gc` exists, which `main.ts` calls.
 */
export function setFlagsOfStart(): void {
	setFlagsFromString('--expose-gc');
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString('--heap-growing-percent=0');
	setFlagsFromString('--no-parallel-scavenge');
	setFlagsFromString('--no-opt');
	setFlagsFromString('--no-sparkplug');
}

/**
 * Has V8 begin to look through old objects, in steps, as soon as it has looked through new ones; what is returned is called when it has. From then on it does so
 * when there are half as many again as the last time: by itself it would wait for several times as many. That is right while a library is read, which takes a
 * fifth longer with this.
 */
export function collectInSteps(): () => void {
	if (!isLarge) setFlagsFromString('--heap-growing-percent=45');
	setFlagsFromString('--incremental-marking-soft-trigger=1');
	return () => setFlagsFromString('--incremental-marking-soft-trigger=0');
}

/**
 * Has V8 move objects together from now on where a fifth of their memory is unused, not only where most of it is: what is kept of one library lies between what
 * is no longer kept of those before it. It then moves up to 12 MB at once; before, 4.
 */
export function moveTogether(): void {
	if (!isLarge) setFlagsFromString('--optimize-for-size');
}

let isLarge = false;

/**
 * Gives V8 all the memory that it usually takes, from the next time on that it looks through objects: where each letter makes thousands of objects, to save it
 * costs more time than all else.
 */
export function useMemory(): void {
	isLarge = true;
	setFlagsFromString('--semi-space-growth-factor=2');
	setFlagsFromString('--parallel-scavenge');
	setFlagsFromString('--heap-growing-percent=0');
	setFlagsFromString('--no-optimize-for-size');
}

/** Lets V8 optimize what runs often. */
export function optimize(): void {
	setFlagsFromString('--opt');
	setFlagsFromString('--sparkplug');
}
