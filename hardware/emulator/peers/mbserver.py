"""A lane controller whose Modbus engine is pymodbus, not ours: IG-1's registers with the least logic that a passage needs.

Run: mbserver.py PORT. Asked with "client PORT" it is a client that reads a lane's registers and writes a beat.
"""
import sys
import time

READY = [0x4701, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
SHUT = [1, 1, 1, 1, 1, 0, 0, 0, 1]


def serve(port):
    from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
    from pymodbus.server import StartTcpServer

    told = list(READY)
    opened = [0.0]

    class Commands(ModbusSequentialDataBlock):
        def setValues(self, address, values):
            super().setValues(address, values)
            if address == 8:
                told[15] = values[0]
            elif address == 0 and values[1] != told[3]:
                told[3], told[4] = values[1], 1 if values[0] == 1 else 6
                if values[0] == 1:
                    told[1], opened[0] = 2, time.monotonic()

    class Told(ModbusSequentialDataBlock):
        def getValues(self, address, count=1):
            # Somebody walks through 300 ms after the door opened.
            if told[1] == 2 and time.monotonic() - opened[0] > 0.3:
                told[1], told[4], told[8], told[13], told[14] = 1, 2, told[8] + 1, 3, told[3]
            return told[address:address + count]

    unit = ModbusSlaveContext(
        di=ModbusSequentialDataBlock(0, SHUT), hr=Commands(0, [0] * 10), ir=Told(0, READY), zero_mode=True
    )
    print("starting", flush=True)
    StartTcpServer(context=ModbusServerContext(slaves=unit, single=True), address=("127.0.0.1", port))


def ask(port):
    from pymodbus.client import ModbusTcpClient

    client = ModbusTcpClient("127.0.0.1", port=port)
    client.connect()
    print(client.read_input_registers(0, 16, slave=1).registers)
    print([int(bit) for bit in client.read_discrete_inputs(0, 9, slave=1).bits[:9]])
    print(client.write_registers(8, [42, 0], slave=1).isError())
    print(client.read_input_registers(15, 1, slave=1).registers)
    print(client.read_input_registers(16, 1, slave=1).exception_code)
    client.close()


if sys.argv[1] == "client":
    ask(int(sys.argv[2]))
else:
    serve(int(sys.argv[1]))
