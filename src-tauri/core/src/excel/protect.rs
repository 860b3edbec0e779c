//! Workbooks that open only with a password: the office programs' own encryption (AES-256), not sheet protection, which
//! hides nothing.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use ms_offcrypto_writer::Ecma376AgileWriter;
use secrecy::{ExposeSecret, SecretString};

use super::refusal::CannotWrite;

/// Chunks on their way between the thread that writes and the one that encrypts.
const WAITING: usize = 8;
/// Bytes of a chunk.
const CHUNK: usize = 1 << 16;

/// What the encrypting thread is told. A channel that closes without `End` means that the file is given up.
enum Told {
    Bytes(Vec<u8>),
    End,
}

/// Lets `write` fill an encrypted container inside an empty file, encrypting on a thread of its own. No plain byte reaches
/// the disk.
pub(super) fn encrypted(
    file: &mut File,
    password: &SecretString,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), CannotWrite>,
) -> Result<(), CannotWrite> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let worker = scope.spawn(move || encrypt(file, password, &receiver));
        let mut writer = BufWriter::with_capacity(CHUNK, Sender(sender));
        let filled = write(&mut writer).and_then(|()| Ok(writer.flush()?));
        let (Sender(sender), _) = writer.into_parts();
        if filled.is_ok() {
            // A worker that is gone tells why below.
            let _gone = sender.send(Told::End);
        }
        drop(sender);
        let encrypted = worker.join().unwrap_or(Err(CannotWrite::DiskFull));
        match (encrypted, filled) {
            // The worker's own failure is the cause of the other one.
            (Err(CannotWrite::Cancelled), Err(error)) => Err(error),
            (encrypted, filled) => encrypted.and(filled),
        }
    })
}

fn encrypt(file: &mut File, password: &SecretString, told: &Receiver<Told>) -> Result<(), CannotWrite> {
    let mut container = Ecma376AgileWriter::create(&mut rand::rng(), password.expose_secret(), &mut *file)?;
    let filled = loop {
        match told.recv() {
            Ok(Told::Bytes(bytes)) => {
                if let Err(error) = container.write_all(&bytes) {
                    break Err(error.into());
                }
            }
            Ok(Told::End) => break Ok(()),
            Err(_) => break Err(CannotWrite::Cancelled),
        }
    };
    match filled {
        Ok(()) => {
            container.into_inner()?.seek(SeekFrom::Start(0))?;
            Ok(())
        }
        Err(error) => {
            // Dropping it would try to finish a file that is given up, and panic when it cannot.
            std::mem::forget(container);
            Err(error)
        }
    }
}

struct Sender(SyncSender<Told>);

impl Write for Sender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.send(Told::Bytes(bytes.to_vec())) {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
