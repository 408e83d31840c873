import { type MapState, readState, type ToPanel } from '../messages.js';

// VS Code, as the page knows it: the panel around it, and a state that outlives a reload of the window.

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void; getState(): unknown; setState(state: MapState): void };

const vscode = acquireVsCodeApi();

export const post = (message: ToPanel): void => vscode.postMessage(message);

/** The state that an earlier page left. */
export const stateLeft = (): MapState => readState(vscode.getState());

export const leaveState = (state: MapState): void => vscode.setState(state);
