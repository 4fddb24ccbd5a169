export { type QrCode, qrCode, qrPath } from './qr-code.ts';
