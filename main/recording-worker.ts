import { parentPort } from 'node:worker_threads';
import { serveRecording } from './ipc/recording-thread';

// The program of the thread that reads and judges one recording; a file of its own beside index.js.
if (parentPort) serveRecording(parentPort);
