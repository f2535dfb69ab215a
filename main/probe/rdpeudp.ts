import { MalformedReply } from './der';

/** Size of the first datagram and the MTU it names, MS-RDPEUDP 3.1.5.1.1 (1132 to 1232). */
const mtu = 1232;
const synFlag = 0x0001;
const ackFlag = 0x0004;

/**
 * RDPEUDP SYN, padded to the MTU as the protocol demands.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpeudp/066f9acf-fd57-4f95-ab3f-334e748bab10
 *
 * @param sequence the initial sequence number, any 32 bits
 */
export function syn(sequence: number): Buffer {
  const datagram = Buffer.alloc(mtu);
  datagram.writeUInt32BE(0xffff_ffff, 0);
  datagram.writeUInt16BE(64, 4);
  datagram.writeUInt16BE(synFlag, 6);
  datagram.writeUInt32BE(sequence, 8);
  datagram.writeUInt16BE(mtu, 12);
  datagram.writeUInt16BE(mtu, 14);
  return datagram;
}

export interface SynAck {
  readonly flags: number;
  readonly upstreamMtu: number;
  readonly downstreamMtu: number;
}

/**
 * Reads the answer to a SYN.
 *
 * @throws MalformedReply for a datagram that is no SYN+ACK
 */
export function parseSynAck(datagram: Buffer): SynAck {
  if (datagram.length < 16) throw new MalformedReply(`a datagram of ${datagram.length} bytes`);
  const flags = datagram.readUInt16BE(6);
  if ((flags & (synFlag | ackFlag)) !== (synFlag | ackFlag)) throw new MalformedReply('neither SYN nor ACK');
  return { flags, upstreamMtu: datagram.readUInt16BE(12), downstreamMtu: datagram.readUInt16BE(14) };
}
